"""The console in a browser: pages over the same functions that the console's API is made of."""
