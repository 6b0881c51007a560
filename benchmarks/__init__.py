"""How fast the real thing is, measured over HTTP, and where the time of a turn goes."""
