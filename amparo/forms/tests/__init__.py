"""Tests of forms: expressions, sheets, classes and answers."""
