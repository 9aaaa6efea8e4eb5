"""Actions in Slack: a list, a card and reminders for what somebody has taken on."""
