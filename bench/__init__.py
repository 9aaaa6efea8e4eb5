"""Benchmarks: what a vote, a tick, a card and a start cost. They know the bot from outside and from inside; nothing knows them."""
