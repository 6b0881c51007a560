"""Writes the trained reader as one int8 ONNX graph, and checks it against the network itself.

The graph reads one text (token ids, no batch, no padding) and the stretches whose vectors are
wanted. One text at a time, because int8 activations are scaled over the whole input: in a batch,
the vector of a text would depend on the texts beside it, and padding costs what batching saves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from tuning.collating import MAX_TOKENS
from tuning.network import Reader

WIDTH, HEADS, HEAD_WIDTH, LAYERS = 384, 12, 32, 6
LEAST_COSINE_FP32, LEAST_COSINE_INT8 = 0.9999, 0.95
Weights = dict[str, Tensor]


class Layer:
    """One transformer layer: attention and feed-forward, written for a single text."""

    def __init__(self, weights: Weights, number: int) -> None:
        at = {
            k.split(f"layer.{number}.")[1]: v for k, v in weights.items() if f"layer.{number}." in k
        }
        scale = HEAD_WIDTH**-0.5  # of the attention scores, folded into the query
        query, key, value = (f"attention.self.{part}" for part in ("query", "key", "value"))
        self.qkv = linear(
            torch.cat([at[f"{query}.weight"] * scale, at[f"{key}.weight"], at[f"{value}.weight"]]),
            torch.cat([at[f"{query}.bias"] * scale, at[f"{key}.bias"], at[f"{value}.bias"]]),
        )
        self.merge = linear(at["attention.output.dense.weight"], at["attention.output.dense.bias"])
        self.widen = linear(at["intermediate.dense.weight"], at["intermediate.dense.bias"])
        self.narrow = linear(at["output.dense.weight"], at["output.dense.bias"])
        self.norm_attention = _norm(at, "attention.output")
        self.norm_output = _norm(at, "output")

    def __call__(self, x: Tensor) -> Tensor:
        """The layer's output for x of shape (tokens, width)."""
        heads = self.qkv(x).view(-1, 3 * HEADS, HEAD_WIDTH).transpose(0, 1)
        query, key, value = heads.split(HEADS)
        attention = torch.softmax(query @ key.transpose(1, 2), dim=-1) @ value
        merged = attention.transpose(0, 1).reshape(-1, WIDTH)
        x = normalise(x + self.merge(merged), *self.norm_attention)
        return normalise(x + self.narrow(functional.gelu(self.widen(x))), *self.norm_output)


def linear(weight: Tensor, bias: Tensor) -> Callable[[Tensor], Tensor]:
    """`x @ w` is exported as MatMul, which the quantiser takes; Linear would become Gemm."""
    turned = weight.T.contiguous()
    return lambda x: x @ turned + bias


def normalise(x: Tensor, gain: Tensor, bias: Tensor) -> Tensor:
    """BERT's layer norm."""
    return functional.layer_norm(x, (WIDTH,), gain, bias, 1e-12)


def _norm(at: Weights, name: str) -> tuple[Tensor, Tensor]:
    return at[f"{name}.LayerNorm.weight"], at[f"{name}.LayerNorm.bias"]


class ReadingGraph(torch.nn.Module):
    """Token ids and stretches (rows that add up to 1 over the tokens) in; three results out.

    `vectors` (stretches, 384) have unit length, `shares` (labels, statuses) add up to 1 for each
    label, `looks` (labels, stretches) say from which stretch each label was read.
    """

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        inner = {
            k.removeprefix("encoder."): v for k, v in weights.items() if k.startswith("encoder.")
        }
        self.words = inner["embeddings.word_embeddings.weight"]
        positions = inner["embeddings.position_embeddings.weight"][:MAX_TOKENS]
        self.positions = positions + inner["embeddings.token_type_embeddings.weight"][0]
        self.norm = (inner["embeddings.LayerNorm.weight"], inner["embeddings.LayerNorm.bias"])
        self.layers = [Layer(inner, number) for number in range(LAYERS)]
        self.look = weights["labels.look"]
        self.weight = weights["labels.weight"]
        self.bias = weights["labels.bias"]

    def forward(self, ids: Tensor, stretches: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """One text."""
        x = normalise(self.words[ids] + self.positions[: ids.shape[0]], *self.norm)
        for layer in self.layers:
            x = layer(x)
        looks = torch.softmax(self.look @ x.T, dim=-1)
        seen = looks @ x
        logits = (seen.unsqueeze(1) * self.weight).sum(-1) + self.bias
        within = (stretches > 0).to(x.dtype)
        vectors = functional.normalize(stretches @ x, dim=-1)
        return vectors, torch.softmax(logits, dim=-1), looks @ within.T


def write(reader: Reader, target: Path, work: Path) -> None:
    """The graph with int8 weights in `target`; files on the way in `work`."""
    weights = {name: tensor.detach() for name, tensor in reader.state_dict().items()}
    raw, ready = work / "raw.onnx", work / "fp32.onnx"
    torch.onnx.export(
        ReadingGraph(weights).eval(),
        (torch.tensor([101, 2026, 2067, 102]), torch.full((1, 4), 0.25)),
        str(raw),
        opset_version=17,
        dynamo=False,
        input_names=["ids", "stretches"],
        output_names=["vectors", "shares", "looks"],
        dynamic_axes={"ids": {0: "tokens"}, "stretches": {0: "stretches", 1: "tokens"}},
    )
    quant_pre_process(str(raw), str(ready), skip_symbolic_shape=True)
    # One scale a channel, 7 of 8 bits: x86 without VNNI adds pairs of products in 16 bits and would
    # saturate, so the same text would be read otherwise on an older machine.
    quantize_dynamic(
        str(ready), str(target), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )


def check(reader: Reader, tokenizer: Tokenizer, texts: Sequence[str], paths: Sequence[Path]) -> Any:
    """For each file: mean cosine of vectors, and the share of labels read as by the network."""
    results = []
    for path in paths:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(path), options)
        cosines, same = [], []
        for text in texts:
            ids = np.array(tokenizer.encode(text).ids)
            whole = np.full((1, len(ids)), 1 / len(ids), dtype=np.float32)
            vectors, shares, _ = session.run(None, {"ids": ids, "stretches": whole})
            with torch.no_grad():
                batch = {
                    "ids": torch.tensor(ids)[None],
                    "mask": torch.ones(1, len(ids), dtype=torch.long),
                }
                states = reader.encoder(
                    input_ids=batch["ids"], attention_mask=batch["mask"]
                ).last_hidden_state
                logits = reader.labels(states, batch["mask"].bool())[0]
                vector = functional.normalize(states.mean(1), dim=-1)[0].numpy()
            cosines.append(float(vectors[0] @ vector))
            same.append(float((shares.argmax(-1) == logits.argmax(-1).numpy()).mean()))
        results.append((path.name, float(np.mean(cosines)), float(np.mean(same))))
    return results
