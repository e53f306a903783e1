"""Desk: the pages of those who work in a body."""
