"""Wiring and processes: settings, app, web, clock, courier, command line."""
