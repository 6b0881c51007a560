"""The console's routes, one module a resource: they read a request and hand back JSON."""
