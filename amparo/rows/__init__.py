"""Rows of the database, asked for and added with SQL that Django wrote once.

Whatever is asked or added thousands of times a minute is always the same but for its values. Django
writes its SQL anew each time, which takes several times as long as the database needs for it. Here
it writes it once for each thread, and from then on only the values change. What is asked is still a
queryset, and what comes back are the same rows.
"""
