"""The Rasa components of the pipeline, one a file."""
