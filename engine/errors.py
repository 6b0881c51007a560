"""What can go wrong in the engine, each with a sentence that says what to do."""


class EngineError(Exception):
    """Base of all errors that the engine raises on purpose."""


class ModelError(EngineError):
    """There is no usable model."""


class StoreError(EngineError):
    """The conversation store could not be read or written; the turn did not happen."""


class TurnFailed(EngineError):
    """A turn broke off; nothing of it is remembered and it may be tried again."""


class BadRequest(EngineError):
    """The request is not one the engine understands."""
