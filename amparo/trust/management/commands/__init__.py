"""The founding ceremony, the renewal of the directory, and checking the log."""
