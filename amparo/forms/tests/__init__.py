"""Tests of ids, moments, canonical JSON and problems."""
