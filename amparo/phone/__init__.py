"""The volunteer's phone: how it comes, what it sends, what it is told.

Its app is written in another language and lies beside this (`app/`). Here is what it speaks to: the
contract is docs/SYNC.md. The server can't read what a phone has sealed, and whoever carries it
does not matter. This package asks and answers; what is written about a child is written below.
"""
