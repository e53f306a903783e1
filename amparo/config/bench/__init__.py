"""How fast it is, honestly: real forms over a real server, beside a view that does nothing."""
