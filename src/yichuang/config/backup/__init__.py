"""Backup and restore of a whole centre: database and files in one archive, the keys never in it."""
