"""Batches of contexts out of a scene bank, some of them changed once more."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .bank import LOGIT_STEP

WINDOWS = 4
SCENE_WINDOWS = 8
CHANGED = 0.85
TAUGHT_IF_CHANGED = 0.6


@dataclass(frozen=True)
class Batch:
    """Contexts [n, 200, bands]; the teacher's logits [n, 4, 521] and embeddings [n, 4, 1024], in units of their
    spread; targets and weights [n, 4]; and how far the teacher still holds, [n]."""

    x: Tensor
    teacher: Tensor
    embedding: Tensor
    target: Tensor
    weight: Tensor
    taught: Tensor


def draw_contexts(rng: np.random.Generator, count: int, windows: int = WINDOWS) -> np.ndarray:
    """Window indices [count, windows] of contexts; starts and gaps repeat the oldest window that there is."""
    last = rng.integers(0, SCENE_WINDOWS, count)
    known = np.where(rng.random(count) < 0.12, rng.integers(1, windows + 1, count), windows)
    oldest = np.maximum(last - known + 1, 0)
    return np.maximum(last[:, None] + np.arange(1 - windows, 1)[None], oldest[:, None])


@dataclass(frozen=True)
class Spread:
    """How far the teacher's logits [521] and embedding [1024] vary over a bank."""

    logits: np.ndarray
    embedding: np.ndarray

    @classmethod
    def over(cls, bank: dict[str, np.ndarray]) -> "Spread":
        """Of every eighth scene; never so small that rounding would count."""
        logits, embedding = (bank[key][::8].astype(np.float32).std(axis=(0, 1)) for key in ("logits", "embedding"))
        return cls(logits * LOGIT_STEP + 0.2, embedding + 0.02)


def make_batch(bank: dict[str, np.ndarray], spread: Spread, rng: np.random.Generator, size: int) -> Batch:
    """A random batch; in the changed contexts the label holds, what the teacher said of the sound only roughly."""
    log_mel = bank["cry-full"]
    scene = rng.integers(len(log_mel), size=size)
    index = draw_contexts(rng, size)
    frames = log_mel.reshape(len(log_mel), SCENE_WINDOWS, -1, log_mel.shape[-1])
    x = frames[scene[:, None], index].astype(np.float32).reshape(size, -1, frames.shape[-1])
    target = bank["target"][scene[:, None], index]
    weight = bank["weight"][scene[:, None], index].copy()
    teacher = bank["logits"][scene[:, None], index].astype(np.float32) * LOGIT_STEP / spread.logits
    embedding = bank["embedding"][scene[:, None], index].astype(np.float32) / spread.embedding
    changed = rng.random(size) < CHANGED
    x[changed] = augment(x[changed], x[target.max(axis=1) == 0], rng)
    taught = np.where(changed, TAUGHT_IF_CHANGED, 1.0)
    columns = (x, teacher, embedding, target, weight, taught)
    return Batch(*(torch.from_numpy(np.ascontiguousarray(column, dtype=np.float32)) for column in columns))


def augment(x: np.ndarray, quiet: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Contexts [n, frames, bands] with noise taken from quiet ones, bent and equalized."""
    if len(quiet):
        add_noise(x, quiet, rng)
    x = bend(x, rng)
    equalize(x, rng)
    return x


def add_noise(x: np.ndarray, quiet: np.ndarray, rng: np.random.Generator) -> None:
    """Adds the power of contexts without a cry to a third of the others, at most as loud as what is there."""
    for i in np.flatnonzero(rng.random(len(x)) < 0.33):
        other = quiet[rng.integers(len(quiet))]
        level = x[i].max() - other.max() - rng.uniform(1, 20)
        x[i] = np.logaddexp(x[i], other + np.float32(level))


def bend(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Moves half of the contexts by up to two bands, stretches half in time by up to 15 %, the newest frame kept."""
    count, frames, bands = x.shape
    shift = np.where(rng.random(count) < 0.5, rng.integers(-2, 3, count), 0)
    stretch = np.where(rng.random(count) < 0.5, rng.uniform(0.85, 1.15, count), 1.0)
    ago = np.arange(frames)[::-1]
    at = np.clip(frames - 1 - np.rint(ago * stretch[:, None]).astype(int), 0, frames - 1)
    band = np.clip(np.arange(bands) + shift[:, None], 0, bands - 1)
    return x[np.arange(count)[:, None, None], at[:, :, None], band[:, None, :]]


def equalize(x: np.ndarray, rng: np.random.Generator) -> None:
    """A smooth random response over the bands, and now and then a band or a moment that is missing (SpecAugment)."""
    count, _, bands = x.shape
    knots = rng.normal(0, 1, (count, 6)) * rng.choice([0.0, 0.6, 1.2], count)[:, None]
    at = np.linspace(0, 5, bands)
    curves = np.stack([np.interp(at, np.arange(6), k) for k in knots]).astype(np.float32)
    x += curves[:, None]
    for i in np.flatnonzero(rng.random(count) < 0.35):
        width = int(rng.integers(2, 9))
        start = int(rng.integers(0, bands - width))
        x[i, :, start : start + width] = x[i].min()
    for i in np.flatnonzero(rng.random(count) < 0.35):
        width = int(rng.integers(2, 25))
        start = int(rng.integers(0, x.shape[1] - width))
        x[i, start : start + width] = x[i].min()
