"""What cry-tiny learns from: its features, the labels of the full bank's same scenes, and cry-full's probabilities."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from cry.evaluate import Scorer
from cry.export import onnx_scorer, sha256
from cry.features import LogMel, contexts
from cry.train import SCENE_WINDOWS, add_noise, draw_contexts, equalize

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


def shards(folder: Path) -> list[Path]:
    """Finished shards of a bank."""
    return [path for path in sorted(folder.glob("*.npz")) if ".part" not in path.name]


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
            scores = soft_shard(full["log_mel"], scorer)
        partial = stored.with_suffix(".part.npy")
        np.save(partial, scores)
        partial.rename(stored)
    return folder


def load(work: Path, name: str, soft: Path) -> TinyBank:
    """Joins bank-tiny-NAME, bank-NAME and the soft labels, shard by shard, as far as all three are there."""
    parts = []
    for shard in tqdm(shards(work / f"bank-tiny-{name}"), desc=f"bank {name}", unit="shard"):
        labels, scores = work / f"bank-{name}" / shard.name, soft / f"{shard.stem}.npy"
        if not (labels.exists() and scores.exists()):
            raise FileNotFoundError(f"{shard}: no labels {labels} or {scores} (make the full bank first)")
        with np.load(shard) as tiny, np.load(labels) as full:
            check_same_scenes(tiny["log_mel"], full["log_mel"], shard)
            steps = quantize(tiny["log_mel"]).reshape(
                len(tiny["log_mel"]), SCENE_WINDOWS, -1, tiny["log_mel"].shape[-1]
            )
            parts.append((steps, full["target"], full["weight"], np.load(scores)))
    if not parts:
        raise FileNotFoundError(f"{work / f'bank-tiny-{name}'}: no shards (run python -m tiny.pipeline)")
    return TinyBank(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def check_same_scenes(tiny: np.ndarray, full: np.ndarray, shard: Path) -> None:
    """Fails unless the two banks' scenes are equally loud: other seeds or sounds make other scenes."""
    levels = (
        [x.astype(np.float32).mean(axis=(1, 2)) for x in (tiny, full)] if len(tiny) == len(full) else [[9.0], [0.0]]
    )
    gap = np.subtract(*levels)
    if np.mean(np.abs(gap - np.median(gap)) < 1.0) < 0.9 or abs(np.median(gap)) > 3:
        raise ValueError(f"{shard}: not the full bank's scenes (remake both in one WORK with one seed)")


def make_batch(bank: TinyBank, rng: np.random.Generator, size: int) -> TinyBatch:
    """A random batch, augmented as cry-full's."""
    scene = rng.integers(len(bank.steps), size=size)
    index = draw_contexts(rng, size, CONTEXT)
    chosen = (scene[:, None], index)
    x = dequantize(bank.steps[chosen]).reshape(size, -1, bank.steps.shape[-1])
    target, told = bank.target[chosen], np.ones(size, np.float32)
    add_noise(x, target, told, rng)
    equalize(x, rng)
    last = (scene, index[:, -1])
    return TinyBatch(quantize(x), target[:, -1], bank.weight[last], bank.soft[last], told)


def scene_contexts(bank: TinyBank) -> np.ndarray:
    """The context of every second of every scene, uint8 [n, 8, 100, 40]."""
    return np.stack([contexts(scene, CONTEXT) for scene in bank.steps])
