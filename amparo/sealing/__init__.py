"""Sealing: envelopes, keys and Merkle hashing. Pure."""
