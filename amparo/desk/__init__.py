"""Desk: the pages of those who work in a body, and of the people who raise concerns there.

The desk has no tables. Each view opens with `@needs`, reads what is visible to the reader, calls
one action and answers with a page. `hats` says as whom somebody is here, `kept` loses nothing
that was typed, `frame` puts both around every page.
"""
