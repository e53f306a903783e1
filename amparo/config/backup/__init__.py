"""A backup is one sealed file with all that the database says, and none of the keys.

`taking` makes it, `restoring` puts it into an empty place; both know the database only through
Django's fields, so that what SQLite wrote PostgreSQL reads, and the other way round.
"""
