"""Pages: the base page, its parts, the look and the rendering of forms; no word of the field."""
