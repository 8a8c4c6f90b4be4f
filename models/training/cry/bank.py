"""Writes scene banks: shards of features, teacher logits and labels.

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
from .scenes import Scene, compose, render
from .teacher import Yamnet

SHARD = 128
LOGIT_STEP = 0.35


@dataclass(frozen=True)
class BankPlan:
    """What a bank holds and where: folder WORK/bank-NAME.

    With features_only the shards hold log-mel alone, of the same scenes as a full bank of the same split, seed and
    sounds: another profile's features are made without the teacher, which takes most of the time, and joined to
    the full bank's labels.
    """

    data: Path
    teacher: Path
    work: Path
    name: str
    split: str
    scenes: int
    seed: int
    without: tuple[str, ...] = ()
    profile: str = "cry-full"
    features_only: bool = False

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
    teacher, log_mel = Yamnet(plan.teacher), LogMel.profile(plan.profile)
    library = _library(plan, teacher)
    for k in indices:
        path = plan.shards[k]
        if path.exists():
            continue
        rngs = [np.random.default_rng([plan.seed, k, i]) for i in range(SHARD)]
        partial = path.with_suffix(".part.npz")
        if plan.features_only:
            np.savez(partial, log_mel=np.stack([log_mel(render(r, library).mixed).astype(np.float16) for r in rngs]))
        else:
            np.savez(partial, **_full_shard([compose(r, library, log_mel, teacher) for r in rngs]))
        partial.rename(path)


def _full_shard(scenes: Sequence[Scene]) -> dict[str, np.ndarray]:
    return {
        "log_mel": np.stack([s.log_mel for s in scenes]),
        "logits": np.clip(np.round(np.stack([s.logits for s in scenes]) / LOGIT_STEP), -127, 127).astype(np.int8),
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


def load_bank(folder: Path) -> dict[str, np.ndarray]:
    """All finished shards of a bank, concatenated: log_mel [n, 400, bands] float16, logits [n, 8, 521] int8, ..."""
    paths = [p for p in sorted(folder.glob("*.npz")) if ".part" not in p.name]
    shards = [dict(np.load(p)) for p in paths]
    return {key: np.concatenate([s[key] for s in shards]) for key in shards[0]}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--name", default="train")
    parser.add_argument("--split", default="train")
    parser.add_argument("--scenes", type=int, default=49_152)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", nargs="*", default=[], help="sources to leave out")
    parser.add_argument("--profile", default="cry-full", help="profile of features.json")
    parser.add_argument("--features-only", action="store_true", help="no labels and no teacher's logits")
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    names = ("data", "teacher", "work", "name", "split", "scenes", "seed", "profile", "features_only")
    chosen = {name: getattr(args, name) for name in names}
    make_bank(BankPlan(**chosen, without=tuple(args.without)), args.workers)


if __name__ == "__main__":
    main()
