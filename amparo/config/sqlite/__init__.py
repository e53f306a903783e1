"""Django's SQLite backend with one manner more: transactions of this process wait in one queue."""
