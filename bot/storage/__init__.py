"""The database: tables (private to this folder), and queries that take and return plain values."""
