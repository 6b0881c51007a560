"""Runs Rasa: training, one turn in and replies out, batch interpretation, the private server."""
