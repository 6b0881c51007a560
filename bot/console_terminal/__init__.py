"""`python -m bot console`: the console in a terminal, a thin client of the console API."""
