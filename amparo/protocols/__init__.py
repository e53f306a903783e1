"""Protocols: packs and the protocols in them: read, checked, replayed. Pure."""
