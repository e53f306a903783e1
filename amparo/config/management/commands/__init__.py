"""One command a file; `amparo pack check` is the file pack_check."""
