"""The founding ceremony, and the renewal of the directory."""
