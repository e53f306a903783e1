"""Cost: what violence against children costs a society, as a range that shows its inputs.

It holds no number of its own: prevalence, relative risks, years of life and money are the
operator's, each as a range with a source. It knows no Django.
"""
