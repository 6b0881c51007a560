"""The public service: conversations over HTTP and WebSocket, kept safe, answered by the engine."""

__version__ = "0.1.0"
