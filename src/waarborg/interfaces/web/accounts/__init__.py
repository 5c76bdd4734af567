"""Coming in: sign-in, the second step, what is someone's own, and the first set-up of an installation.

django-allauth does the work at the door; the pages, the words and the rules around it are ours (ADR 22).
"""
