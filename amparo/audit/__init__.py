"""Audit: the record of every act and reading, in order, that nobody can change unseen."""
