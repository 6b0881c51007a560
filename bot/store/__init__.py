"""What the service keeps: conversations, their inbox and transcript, feedback, erasures."""
