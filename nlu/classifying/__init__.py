"""The linear models of the assistant: features from texts, weights, and how both are kept."""
