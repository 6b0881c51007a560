"""What a message may ask after something was spoken of, and what that may have been."""

from __future__ import annotations

from nlu.language.topics import KINDS

FOLLOW_UP = "follow_up"
"""Of a parsed message: by context the shares of what it would ask there, an intent or a label."""
EXPLAIN = "explain"  # what the item is, does or feels like, and whether it is for this person
LIST = "list"  # the whole list that was just given, or which of it
OWN = "own"  # nothing of it: the message stands by itself

LISTED = "list"
CONTEXTS = (*KINDS, LISTED)
"""An item of a kind, or a list."""
FAMILIES = (
    ("test", "treatment"),
    ("specialist",),
    ("type",),
    (LISTED,),
    ("disease", "cause", "pathology", "complication"),
)
"""Contexts after which the same words ask the same."""
