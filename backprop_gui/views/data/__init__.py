"""The samples as a table."""
