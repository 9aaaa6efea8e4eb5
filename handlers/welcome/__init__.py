"""Words for whoever speaks to Cairn itself: it never answers with nothing."""
