"""Stand-ins for the parts of the service, small and real enough to be talked to."""
