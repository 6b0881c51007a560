"""The steps of the set-up, on Python's standard library only."""
