"""The workspace itself: who comes and goes, channels, groups, and Cairn's own installation."""
