"""How well the assistant understands people, measured on messages that it has never seen."""
