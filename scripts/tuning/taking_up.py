"""Reads the network back out of its ONNX graph, so that teaching can go on from the committed file.

The graph holds everything but the two heads that only teaching needs (intents and items); those
begin anew. Its weights are rounded to 7 bits, which a round of teaching smooths out again. The
vectors of the word pieces are never taught, so they are taken from the original, unrounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from tuning.collating import MAX_TOKENS
from tuning.export import HEAD_WIDTH, LAYERS

_PARTS = ("qkv", "attention.output.dense", "intermediate.dense", "output.dense")
_EMBEDDINGS = "encoder.embeddings"


def state_of(graph: Path, original: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The weights of `graph` by the names of `tuning.network.Reader`.

    `original` is the state of a new reader: what the graph does not hold is left out, and the
    positions are taken apart by its token type. Raises ValueError if the graph is another network.
    """
    model = onnx.load(str(graph)).graph
    values = {one.name: numpy_helper.to_array(one) for one in model.initializer}
    dense, norms = list(_dense(model, values)), list(_norms(model, values))
    if len(dense) != LAYERS * len(_PARTS) or len(norms) != 1 + 2 * LAYERS:
        raise ValueError(
            f"{graph} has {len(dense)} products and {len(norms)} norms, not those of this network: "
            "go on from a model.int8.onnx that tune_encoder.py wrote"
        )
    state = dict(_named(dense, norms)) | _heads(values)
    state[f"{_EMBEDDINGS}.position_embeddings.weight"] = _positions(values, original)
    return {name: torch.tensor(np.array(value)) for name, value in state.items()}


def _dense(
    model: onnx.GraphProto, values: Mapping[str, np.ndarray]
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Weight (in, out) and bias of each product with a rounded matrix, in the order they run."""
    added = [node.input for node in model.node if node.op_type == "Add"]
    biases = {product: bias for product, bias in added if bias in values}
    for node in model.node:
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            rounded = values[node.input[1]].astype(np.float32) - values[f"{name}_zero_point"]
            product = node.output[0].removesuffix("_output_quantized")
            yield rounded * values[f"{name}_scale"], values[biases[product]]


def _norms(
    model: onnx.GraphProto, values: Mapping[str, np.ndarray]
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for node in model.node:
        if node.op_type == "LayerNormalization":
            yield values[node.input[1]], values[node.input[2]]


def _named(
    dense: list[tuple[np.ndarray, np.ndarray]], norms: list[tuple[np.ndarray, np.ndarray]]
) -> Iterator[tuple[str, np.ndarray]]:
    yield from _pair(f"{_EMBEDDINGS}.LayerNorm", *norms[0])
    for layer in range(LAYERS):
        at = f"encoder.encoder.layer.{layer}"
        whole, bias = dense[len(_PARTS) * layer]
        for name, weight, added in zip(
            ("query", "key", "value"), np.split(whole, 3, axis=1), np.split(bias, 3), strict=True
        ):
            scale = HEAD_WIDTH**0.5 if name == "query" else 1.0
            yield from _pair(f"{at}.attention.self.{name}", weight.T * scale, added * scale)
        for place, name in enumerate(_PARTS[1:], start=1):
            weight, added = dense[len(_PARTS) * layer + place]
            yield from _pair(f"{at}.{name}", weight.T, added)
        yield from _pair(f"{at}.attention.output.LayerNorm", *norms[1 + 2 * layer])
        yield from _pair(f"{at}.output.LayerNorm", *norms[2 + 2 * layer])


def _pair(name: str, weight: np.ndarray, bias: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    yield f"{name}.weight", weight
    yield f"{name}.bias", bias


def _heads(values: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The three parts of the label heads; known by `weight`, the only array of three dimensions."""
    weight = next(value for value in values.values() if value.ndim == 3)
    labels, statuses, width = weight.shape
    shapes = {"look": (labels, width), "bias": (labels, statuses)}
    found = {
        name: next(value for value in values.values() if value.shape == shape)
        for name, shape in shapes.items()
    }
    return {f"labels.{name}": value for name, value in {**found, "weight": weight}.items()}


def _positions(values: Mapping[str, np.ndarray], original: Mapping[str, Tensor]) -> np.ndarray:
    token_type = original[f"{_EMBEDDINGS}.token_type_embeddings.weight"].numpy()[0]
    positions = original[f"{_EMBEDDINGS}.position_embeddings.weight"].numpy().copy()
    width = positions.shape[1]
    taught = next(value for value in values.values() if value.shape == (MAX_TOKENS, width))
    positions[:MAX_TOKENS] = taught - token_type
    return positions
