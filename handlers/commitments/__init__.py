"""Commitments in Slack."""
