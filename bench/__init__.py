"""Benchmarks: what a vote, a tick, a card, a tally, a search, a picture and a start cost.

They know the bot from outside and from inside; nothing knows them.
"""
