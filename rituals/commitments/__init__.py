"""Commitments: a team takes positions on one proposal, works through disagreement, and commits."""
