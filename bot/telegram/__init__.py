"""Telegram: the same conversations in the messenger, behind an inbox of our own."""
