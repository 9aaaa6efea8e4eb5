"""Drawing pictures with matplotlib, which no other process of ours loads."""
