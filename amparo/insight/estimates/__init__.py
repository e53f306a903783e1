"""Estimates: how many people nobody has on any list, from how lists overlap. Knows no Django."""
