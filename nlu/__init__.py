"""What the bot understands: components, language logic, lexicon and examples."""
