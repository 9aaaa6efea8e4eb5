"""Slack's Web API: one function a method, and the door through which calls come."""
