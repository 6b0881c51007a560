"""The public API, one module a resource."""
