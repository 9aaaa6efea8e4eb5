"""Wins: what went well, private to whoever it belongs to until they share it."""
