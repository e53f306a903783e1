"""Where phones ask; docs/SYNC.md says what."""
