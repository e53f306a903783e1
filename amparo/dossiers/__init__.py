"""A dossier: all that must be followed up about one situation, as a journal of entries.

A concern, the case a service opens from it, a referral: each is a dossier that follows a
protocol of its pack. What somebody did or said is an entry; entries are appended and never
changed. This package is the only writer of what happened: it seals, numbers, projects and
tells. It does not know how a page looks, nor what a country's steps are called.
"""
