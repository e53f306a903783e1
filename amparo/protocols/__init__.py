"""Protocols: what a country's pack says, and what has happened so far makes of it. Pure.

A pack is read, merged with its base, checked as a whole and compiled; a protocol in it says which
steps there are, who may take them and what is owed by when. Replaying a journal gives the state,
the duties and the steps that are open. The same journal always gives the same.
"""
