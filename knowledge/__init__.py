"""What the assistant knows: reviewed texts and relations, built from YAML into a read-only store."""
