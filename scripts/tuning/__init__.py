"""Teaches the sentence encoder to read: samples, network, training, export."""
