"""The summary to take along, as text, page and PDF."""
