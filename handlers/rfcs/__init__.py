"""RFCs in Slack."""
