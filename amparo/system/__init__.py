"""System: areas and bodies; who does what, where, for whom, and who stands in for whom.

A body is an office, a group or an authority of the child protection system, one-to-one with
the circle that holds its keys; its custodians, who keep the names of those who raise concerns,
are a circle apart. What a kind of body may do is the pack's word, not this code's.
What is missing (no service in reach, a number that nobody answers) is written down here too,
counted by district and week, so that it can never lead back to a child.
"""
