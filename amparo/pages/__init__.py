"""Pages: the base page, its parts, the look and the rendering of forms; no word of the field.

A page extends `pages/base.html`, whose first lines list its blocks and parts. `frame.py` holds what
the head of a page shows; `form_page.py` renders an XLSForm; `templatetags/` holds the parts.
"""
