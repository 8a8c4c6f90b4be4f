"""Writes scene banks: shards of every profile's features, teacher logits and embeddings, and labels.

Scene i of a bank depends only on the bank's seed and i, so a stopped run goes on where it was, and any number of
workers makes the same bank.
"""

import argparse
import multiprocessing
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from . import sounds
from .audio import load_clips
from .features import LogMel
from .library import Library, build, synthetic_speech
from .scenes import Scene, compose
from .teacher import Yamnet

SHARD = 128
LOGIT_STEP = 0.35
PROFILES = ("cry-full", "cry-tiny")


@dataclass(frozen=True)
class BankPlan:
    """What a bank holds and where: folder WORK/bank-NAME."""

    data: Path
    teacher: Path
    work: Path
    name: str
    split: str
    scenes: int
    seed: int
    without: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Where the shards are."""
        return self.work / f"bank-{self.name}"

    @property
    def shards(self) -> list[Path]:
        """All shard paths of the finished bank."""
        return [self.folder / f"{k:05d}.npz" for k in range((self.scenes + SHARD - 1) // SHARD)]


def _library(plan: BankPlan, teacher: Yamnet) -> Library:
    clips = load_clips(plan.data, [plan.split], plan.work)
    found = sounds.load(sounds.collect(plan.work, teacher), plan.split)
    return build(clips, teacher, synthetic_speech(plan.work, 160, plan.seed), found, plan.without)


def write_shards(plan: BankPlan, indices: Sequence[int]) -> None:
    """Makes the missing shards among indices."""
    os.nice(10)
    teacher, profiles = Yamnet(plan.teacher), {name: LogMel.profile(name) for name in PROFILES}
    library = _library(plan, teacher)
    for k in indices:
        path = plan.shards[k]
        if path.exists():
            continue
        rngs = [np.random.default_rng([plan.seed, k, i]) for i in range(SHARD)]
        partial = path.with_suffix(".part.npz")
        np.savez(partial, **_shard([compose(r, library, profiles["cry-full"], teacher) for r in rngs], profiles))
        partial.rename(path)


def _shard(scenes: Sequence[Scene], profiles: dict[str, LogMel]) -> dict[str, np.ndarray]:
    features = {
        name: np.stack([log_mel(s.sound).astype(np.float16) for s in scenes]) for name, log_mel in profiles.items()
    }
    return features | {
        "logits": np.clip(np.round(np.stack([s.logits for s in scenes]) / LOGIT_STEP), -127, 127).astype(np.int8),
        "embedding": np.stack([s.embedding for s in scenes]).astype(np.float16),
        "target": np.stack([s.target for s in scenes]).astype(np.float32),
        "weight": np.stack([s.weight for s in scenes]).astype(np.float32),
    }


def make_bank(plan: BankPlan, workers: int) -> None:
    """Makes the bank with worker processes and shows progress."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    synthetic_speech(plan.work, 160, plan.seed)
    load_clips(plan.data, [plan.split], plan.work)
    sounds.collect(plan.work, Yamnet(plan.teacher))
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    context = multiprocessing.get_context("spawn")
    chunks = [range(w, len(plan.shards), workers) for w in range(workers)]
    processes = [context.Process(target=write_shards, args=(plan, chunk)) for chunk in chunks]
    for process in processes:
        process.start()
    with tqdm(total=len(plan.shards), desc=plan.folder.name, unit="shard") as bar:
        while any(p.is_alive() for p in processes):
            bar.update(sum(p.exists() for p in plan.shards) - bar.n)
            time.sleep(2)
        bar.update(sum(p.exists() for p in plan.shards) - bar.n)
    if any(p.exitcode for p in processes):
        raise RuntimeError(f"{plan.folder}: a worker failed (see the messages above)")


def shards(folder: Path) -> list[Path]:
    """Finished shards of a bank."""
    return [path for path in sorted(folder.glob("*.npz")) if ".part" not in path.name]


def load_bank(folder: Path, *keys: str) -> dict[str, np.ndarray]:
    """Columns of all finished shards: PROFILE [n, 400, bands], logits [n, 8, 521], target [n, 8] and so on."""
    parts: dict[str, list[np.ndarray]] = {key: [] for key in keys}
    for path in shards(folder):
        with np.load(path) as shard:
            for key in keys:
                parts[key].append(shard[key])
    if not all(parts.values()):
        raise FileNotFoundError(f"{folder}: no shards (run python -m cry.bank)")
    return {key: np.concatenate(column) for key, column in parts.items()}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--name", default="train")
    parser.add_argument("--split", default="train")
    parser.add_argument("--scenes", type=int, default=32_768)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", nargs="*", default=[], help="sources to leave out")
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    names = ("data", "teacher", "work", "name", "split", "scenes", "seed")
    chosen = {name: getattr(args, name) for name in names}
    make_bank(BankPlan(**chosen, without=tuple(args.without)), args.workers)


if __name__ == "__main__":
    main()
