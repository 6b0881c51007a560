"""Trains the model when anything it depends on has changed."""

from __future__ import annotations

from setup_steps.places import ENGINE, ROOT, STAMPS, python_of
from setup_steps.stamps import digest, files_under, is_stamped, put_stamp
from setup_steps.terminal import run_shown, step

# More than the model may depend on: a look too many costs seconds, one too few a wrong model.
# `engine train` itself decides by its own fingerprint.
_INPUTS = (
    "config.yml",
    "domain.yml",
    "endpoints.yml",
    "nlu",
    "stories",
    "responses",
    "actions",
    "engine",
    "knowledge/content",
    "requirements/engine.lock",
)


def train_model() -> None:
    """`python -m engine train`, unless nothing has changed since the last time."""
    wanted = digest(files_under(*(ROOT / name for name in _INPUTS)))
    stamp = STAMPS / "model"
    if is_stamped(stamp, wanted) and any((ROOT / "models").glob("*.tar.gz")):
        return
    with step("Bringing the model up to date"):
        run_shown(
            [python_of(ENGINE), "-m", "engine", "train"],
            hint="Mend what is named above; the old model is still in place.",
        )
    put_stamp(stamp, wanted)
