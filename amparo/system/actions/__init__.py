"""Every change to areas, bodies, duty rosters, gaps and packs: one noun a file."""
