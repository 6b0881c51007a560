"""Makes the feed-forward parts of the network narrower, so that reading takes less time.

From layer to layer those inner neurons go whose part the others can best take over (the least rise
of the squared error when the outgoing weights are fitted anew, as in "optimal brain surgeon"), and
what is left is fitted to what the whole network says there. A round or two of teaching mends the
rest.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from tqdm import tqdm

from tuning.network import Reader

_AT_ONCE = 128  # neurons that go before the others are fitted again
_HELD = 1e-3  # how strongly the fitted weights are kept small, of the mean square of the neurons


@torch.no_grad()
def narrow(reader: Reader, texts: Sequence[Tensor], width: int) -> None:
    """Leave `width` inner neurons in every layer of `reader`; `texts` are token ids to fit on."""
    whole = [reader.encoder.embeddings(input_ids=ids[None])[0] for ids in texts]
    narrower = [states.clone() for states in whole]
    lengths = [len(states) for states in whole]
    for layer in tqdm(reader.encoder.encoder.layer, desc="Narrowing layers"):
        before = torch.cat([layer.attention(states[None])[0][0] for states in whole])
        now = torch.cat([layer.attention(states[None])[0][0] for states in narrower])
        active = layer.intermediate(before)
        said = layer.output(active, before)
        wanted = layer.output.dense(active) + before - now
        inner = _with_ones(layer.intermediate(now))
        kept = _kept(inner, wanted, width)
        fitted = _fit(inner[:, kept], wanted)
        _cut(layer, kept[:-1], fitted)
        whole = list(said.split(lengths))
        narrower = list(layer.output(layer.intermediate(now), now).split(lengths))


def _with_ones(inner: Tensor) -> Tensor:
    """A last column of ones, for the bias."""
    return torch.cat([inner, torch.ones(len(inner), 1)], dim=1)


def _kept(inner: Tensor, wanted: Tensor, width: int) -> Tensor:
    """Places of the neurons that stay, and of the ones."""
    places = torch.arange(inner.shape[1])
    while len(places) > width + 1:
        inverse = torch.linalg.inv(_products(inner[:, places]))
        weights = inverse @ (inner[:, places].T @ wanted).double()
        rises = (weights**2).sum(1)[:-1] / inverse.diag()[:-1]
        going = rises.argsort()[: min(_AT_ONCE, len(places) - 1 - width)]
        stays = torch.ones(len(places), dtype=torch.bool)
        stays[going] = False
        places = places[stays]
    return places


def _fit(inner: Tensor, wanted: Tensor) -> Tensor:
    """Weights (inner + 1, width) that come nearest to what is wanted; the last row is the bias."""
    return torch.linalg.solve(_products(inner), (inner.T @ wanted).double()).float()


def _products(inner: Tensor) -> Tensor:
    products = (inner.T @ inner).double()
    products.diagonal().add_(_HELD * float(products.diag()[:-1].mean()))
    return products


def _cut(layer: nn.Module, kept: Tensor, fitted: Tensor) -> None:
    widen, dense = layer.intermediate.dense, layer.output.dense
    widen.weight, widen.bias = nn.Parameter(widen.weight[kept]), nn.Parameter(widen.bias[kept])
    dense.weight = nn.Parameter(fitted[:-1].T.contiguous())
    dense.bias = nn.Parameter(fitted[-1].contiguous())
