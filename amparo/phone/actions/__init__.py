"""What a phone's requests change: what it was told, and the pieces of what it brings."""
