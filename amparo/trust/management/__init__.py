"""What trust offers at a terminal."""
