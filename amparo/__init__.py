"""Amparo: the information system of a child protection system.

One sub-package per word of the field; each uses only those below it: config, desk, dossiers,
system, trust, audit, pages, protocols, forms, sealing, base. What each word means here is said in
its own first paragraph; what differs between countries is no code, it is in `packs/`.
"""
