"""Custom actions, one a file: what was understood becomes evidence, answers and questions."""
