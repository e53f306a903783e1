"""Forms: what is asked, and what was answered. Pure.

An XLSForm, as field staff write it, becomes a `Form`; what a person typed becomes answers, each
with its class (who may read it). One expression language, a part of XPath, says when a question is
asked and which answer is allowed.
"""
