"""The clinic's console: what agents see and do. docs/console-api.md is its contract."""
