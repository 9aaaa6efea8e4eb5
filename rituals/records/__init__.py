"""Records: what was decided, why, and how it turned out. Pure."""
