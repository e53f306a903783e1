"""Every change of a dossier, one noun a file; each with its actor, its moment and its record."""
