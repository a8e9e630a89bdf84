"""Contacts in files of others: CSV and vCard read, CSV written."""
