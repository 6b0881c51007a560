"""A worker runs without TensorFlow."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
import sys
from engine.agent import prepare_environment
prepare_environment()
import rasa.core.agent
import rasa.engine.recipes.default_components
from rasa.nlu.classifiers.diet_classifier import DIETClassifier
modules = [m for name, m in sys.modules.items() if name.partition(".")[0] == "tensorflow"]
loaded = [m for m in modules if getattr(m, "__file__", None)]
print(len(loaded), DIETClassifier.__name__)
"""


def test_rasa_is_imported_whole_and_tensorflow_is_not() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCRIPT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["0", "DIETClassifier"]


def test_the_pipeline_holds_no_component_that_would_need_it() -> None:
    config = (ROOT / "config.yml").read_text()
    neural = ("DIET", "TED", "ResponseSelector", "Convert", "LanguageModel", "UnexpecTED")
    assert not [name for name in neural if name in config]
