"""A deployment filled with many dossiers, quickly: some by the real actions, the rest their copies.

A copy has its own ids, office and place in the log, and in the office that is measured its own
keys, salts and name too; its moments and coded answers are those of what it is copied from, so that
replaying it gives exactly what is stored.
"""
