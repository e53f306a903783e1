"""What this package promises, as sentences."""
