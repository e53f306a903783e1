"""What all else stands on: ids, moments, one way to write JSON, problems that say what to do.

No word of the field is known here. Pure: no Django, no clock, no database.
"""
