"""Tests of sealing: published vectors, round trips, and surgery on everything that was sealed."""
