"""Insight: numbers about many, never one.

It counts what dossiers and duties hold in clear, makes each number safe before it leaves, and
keeps what was published as it was published. It knows areas, offices and the reports that a pack
declares. It opens no dossier, reads nothing sealed, and has no way to ask for one community.
"""
