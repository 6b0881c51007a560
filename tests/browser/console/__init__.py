"""The clinic's console in a real browser, on the real service."""
