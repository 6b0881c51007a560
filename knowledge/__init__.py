"""What the assistant knows: texts and relations in YAML, built into a read-only store."""
