"""A stock Rasa pipeline trained on the same examples, for comparison.

It knows intents only, so it is compared where an intent decides: the kind of a message, what is
out of scope, and what is turned away. It runs as a process of its own, because it needs TensorFlow.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.agent import prepare_environment, quiet_logging
from engine.fingerprint import ROOT
from evaluation.figures import Figure, rate_of
from evaluation.judge_kinds import confusion, figure_of
from evaluation.kinds import OUT_OF_SCOPE
from evaluation.sets import Half, items_of
from knowledge.store import KnowledgeStore

CONFIG = Path(__file__).with_name("stock_rasa.yml")
FOLDER = ROOT / "var" / "evaluation"
_SEEN = ("facts", "questions", "out_of_scope")


def figures(half: Half, store: KnowledgeStore) -> dict[str, Figure]:
    """Figures of the stock pipeline, by the keys of ours; trains it if its data changed."""
    prepare_environment(tensorflow=True)
    model = _trained()
    _say("the stock pipeline reads …")
    return _judged(half, asyncio.run(_intents(model, half)), store)


def remembered(path: Path, half: Half) -> dict[str, Figure] | None:
    """Figures of an earlier run on this half, for a report without a new one."""
    if not path.is_file():
        return None
    stored = json.loads(path.read_text(encoding="utf-8")).get(half)
    if stored is None:
        return None
    return {key: Figure(key, key, row["right"], row["total"]) for key, row in stored.items()}


def remember(path: Path, half: Half, found: Mapping[str, Figure]) -> None:
    """Keep the figures of this half beside the report."""
    stored = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    stored[half] = {key: figure.to_dict() for key, figure in found.items()}
    path.write_text(json.dumps(stored, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _judged(half: Half, intents: Mapping[str, str], store: KnowledgeStore) -> dict[str, Figure]:
    outside = items_of("out_of_scope", half)
    refused = (*OUT_OF_SCOPE, "nlu_fallback")
    right = [intents[item.id] == item.labels["handling"] for item in outside]
    accepted = [intents[item.id] not in refused for item in outside]
    seen = [item for name in _SEEN for item in items_of(name, half)]
    found = [
        rate_of("out_of_scope", "by kind", right),
        rate_of("false_acceptance", "taken in", accepted, mistakes=True),
        figure_of(confusion(seen, intents, store)),
    ]
    for name in ("facts", "questions"):
        inside = [item for item in items_of(name, half) if item.kind != "follow_up"]
        away = [intents[item.id] in refused for item in inside]
        found.append(rate_of(f"turned_away.{name}", "turned away", away, mistakes=True))
    return {figure.key: figure for figure in found}


def _trained() -> Path:
    model = FOLDER / f"stock-{_hash()[:12]}.tar.gz"
    if model.is_file():
        return model
    _say("training the stock Rasa pipeline (some minutes) …")
    import rasa.model_training

    quiet_logging()
    done: Any = rasa.model_training.train_nlu(
        config=str(CONFIG),
        nlu_data=str(ROOT / "nlu" / "data"),
        output=str(FOLDER),
        fixed_model_name=model.name.removesuffix(".tar.gz"),
        domain=str(ROOT / "domain.yml"),
    )
    return Path(done)


def _hash() -> str:
    """Of everything that the stock pipeline learns from."""
    digest = hashlib.sha256(CONFIG.read_bytes())
    for path in sorted((ROOT / "nlu" / "data").rglob("*.yml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


async def _intents(model: Path, half: Half) -> dict[str, str]:
    from rasa.core.agent import Agent

    agent: Any = Agent.load(str(model))
    found = {}
    for name in _SEEN:
        for item in items_of(name, half):
            parsed = await agent.parse_message(item.text)
            found[item.id] = str(parsed["intent"]["name"])
    return found


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201  (progress of a command line tool)


def main(arguments: list[str]) -> None:
    """Measure one half and keep the figures: HALF KNOWLEDGE_DB FIGURES_JSON."""
    half, knowledge, path = arguments
    known: Half = "release" if half == "release" else "development"
    remember(Path(path), known, figures(known, KnowledgeStore(Path(knowledge))))


if __name__ == "__main__":
    main(sys.argv[1:])
