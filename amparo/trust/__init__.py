"""Trust: accounts, circles and their keys, roles and sessions."""
