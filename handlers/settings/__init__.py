"""`/cairn`: help, and the settings of a person, a channel, the workspace."""
