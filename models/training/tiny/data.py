"""What cry-tiny learns from: its features, the labels of the full bank's same scenes, and cry-full's probabilities."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from cry.bank import shards
from cry.batch import CHANGED, SCENE_WINDOWS, augment, draw_contexts
from cry.evaluate import Scorer
from cry.export import onnx_scorer, sha256
from cry.features import LogMel, contexts

from .views import dequantize, quantize

CONTEXT = 2


@dataclass(frozen=True)
class TinyBank:
    """Quantized log-mel [n, 8, 50, 40]; labels, their weights and cry-full's probabilities [n, 8]."""

    steps: np.ndarray
    target: np.ndarray
    weight: np.ndarray
    soft: np.ndarray


@dataclass(frozen=True)
class TinyBatch:
    """Quantized contexts [n, 100, 40]; label, its weight, cry-full's probability and whether that still holds, [n]."""

    steps: np.ndarray
    target: np.ndarray
    weight: np.ndarray
    soft: np.ndarray
    told: np.ndarray


def soft_shard(log_mel: np.ndarray, scorer: Scorer) -> np.ndarray:
    """cry-full's probability for every second of scenes [n, frames, bands], shape [n, 8]."""
    profile = LogMel.profile("cry-full")
    rows = []
    for scene in log_mel.astype(np.float32):
        windows = scene.reshape(SCENE_WINDOWS, profile.frames_per_window, profile.bands)
        rows.append(scorer(contexts(windows, profile.context_windows)))
    return np.stack(rows).astype(np.float32)


def soften(work: Path, name: str, model: Path) -> Path:
    """Scores bank NAME with cry-full, a file a shard, in a folder that bears the model's hash; resumes."""
    folder = work / f"soft-{name}-{sha256(model)[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    scorer = onnx_scorer(model)
    for shard in tqdm(shards(work / f"bank-{name}"), desc=f"cry-full on {name}", unit="shard"):
        stored = folder / f"{shard.stem}.npy"
        if stored.exists():
            continue
        with np.load(shard) as full:
            scores = soft_shard(full["cry-full"], scorer)
        partial = stored.with_suffix(".part.npy")
        np.save(partial, scores)
        partial.rename(stored)
    return folder


def load(work: Path, name: str, soft: Path) -> TinyBank:
    """Joins bank NAME and its soft labels, shard by shard."""
    parts = []
    for path in tqdm(shards(work / f"bank-{name}"), desc=f"bank {name}", unit="shard"):
        scores = soft / f"{path.stem}.npy"
        if not scores.exists():
            raise FileNotFoundError(f"{path}: no soft labels {scores} (run python -m tiny.pipeline)")
        with np.load(path) as shard:
            log_mel = shard["cry-tiny"]
            steps = quantize(log_mel).reshape(len(log_mel), SCENE_WINDOWS, -1, log_mel.shape[-1])
            parts.append((steps, shard["target"], shard["weight"], np.load(scores)))
    if not parts:
        raise FileNotFoundError(f"{work / f'bank-{name}'}: no shards (run python -m tiny.pipeline)")
    return TinyBank(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def make_batch(bank: TinyBank, rng: np.random.Generator, size: int) -> TinyBatch:
    """A random batch, augmented as cry-full's."""
    scene = rng.integers(len(bank.steps), size=size)
    index = draw_contexts(rng, size, CONTEXT)
    chosen = (scene[:, None], index)
    x = dequantize(bank.steps[chosen]).reshape(size, -1, bank.steps.shape[-1])
    target, changed = bank.target[chosen], rng.random(size) < CHANGED
    x[changed] = augment(x[changed], x[target.max(axis=1) == 0], rng)
    told = np.where(changed, 0, 1).astype(np.float32)
    last = (scene, index[:, -1])
    return TinyBatch(quantize(x), target[:, -1], bank.weight[last], bank.soft[last], told)


def scene_contexts(bank: TinyBank) -> np.ndarray:
    """The context of every second of every scene, uint8 [n, 8, 100, 40]."""
    return np.stack([contexts(scene, CONTEXT) for scene in bank.steps])
