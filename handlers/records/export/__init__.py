"""The log of decisions outside of Slack: Markdown, JSON and a site. Pure: a log to files, the same to the byte."""
