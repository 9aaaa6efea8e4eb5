"""A decision puts a question with two or more options to a team."""
