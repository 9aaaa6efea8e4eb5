"""Slack: what comes in, what happens, what goes out. One package a ritual."""
