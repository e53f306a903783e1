"""Warning: whether a week's count is more than the weeks before it let one expect.

Counts by week go in, a threshold and a yes or no come out, for one place or many. It knows no
Django and no child.
"""
