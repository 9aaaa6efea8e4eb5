"""Settings that people choose in Slack: of the workspace, of a channel, of a person."""
