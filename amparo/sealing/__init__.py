"""Sealing: who can open what, and how anybody can see that nothing was changed.

Envelopes, key pairs, passphrases, recovery, the directory's signatures, the log's Merkle tree and
checkpoints, the blind index. Each module's first words give its format to the byte; what was sealed
once must open for as long as a child may ask, so formats are only ever added to. Pure: no Django,
no clock, no database.
"""
