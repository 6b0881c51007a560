"""Trains the model from config.yml, domain.yml, nlu/data, stories and responses."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from engine.agent import prepare_environment, quiet_logging
from engine.errors import ModelError
from engine.fingerprint import MODEL, ROOT, fingerprint, is_current, note_of


def train(force: bool = False, model: Path = MODEL) -> bool:
    """Train unless the model is current; True if it was trained. `ModelError` if it fails."""
    if not force and is_current(model):
        return False
    began = time.monotonic()
    _say("training the model (about a minute) …")
    prepare_environment()
    os.chdir(ROOT)  # Rasa reads the paths of config.yml from here
    import rasa

    quiet_logging()
    result = rasa.train(
        domain="domain.yml",
        config="config.yml",
        training_files=["nlu/data", "stories", "responses"],
        output=str(model.parent),
        fixed_model_name=model.name.removesuffix(".tar.gz"),
        force_training=True,
    )
    if not result.model or result.code != 0:
        raise ModelError("Training produced no model. The lines above say why.")
    note_of(model).write_text(fingerprint())
    _say(f"trained in {time.monotonic() - began:.0f} s")
    return True


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201  (progress of a command line tool)
