"""Writes triples to disk in shards, because making one takes longer than learning from it.

Triple i of a bank depends only on the bank's seed and i, so a stopped run goes on where it was, and any number of
workers makes the same bank. Triples of all photos come first in one variant, then in the next.
"""

import multiprocessing
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from .triples import HARDEST, Triple, TripleMaker, photos

SHARD = 128
SIZE = 256
FIELDS = ("day", "night", "truth", "motion", "photo")


@dataclass(frozen=True)
class ColorBankPlan:
    """What a bank holds and where: folder WORK/NAME. A level below 0 stands for a random one."""

    images: Path
    work: Path
    name: str
    split: str
    variants: int
    seed: int
    level: float = -1.0

    @property
    def folder(self) -> Path:
        """Where the shards are."""
        return self.work / self.name

    @property
    def triples(self) -> int:
        """Triples of the finished bank."""
        return self.variants * len(photos(self.images, self.split))


def _shard_paths(plan: ColorBankPlan, shard: int) -> dict[str, Path]:
    return {field: plan.folder / f"{shard:05d}.{field}.npy" for field in FIELDS}


def _level(plan: ColorBankPlan, triple: int) -> float:
    if plan.level >= 0:
        return plan.level
    rng = np.random.default_rng([plan.seed, triple, 1])
    return 0.0 if rng.random() < 0.05 else float(rng.triangular(0.3, 2.2, HARDEST))


def _make(plan: ColorBankPlan, maker: TripleMaker, triple: int) -> tuple[Triple, int]:
    variant, photo = divmod(triple, len(maker.photos))
    return maker.make(photo, plan.seed * 1000 + variant, _level(plan, triple)), photo


def write_shards(plan: ColorBankPlan, shards: Sequence[int]) -> None:
    """Makes the missing shards among these."""
    os.nice(10)
    maker = TripleMaker(plan.images, plan.split, SIZE)
    for shard in shards:
        paths = _shard_paths(plan, shard)
        if paths["photo"].exists():
            continue
        made = [_make(plan, maker, i) for i in range(shard * SHARD, min((shard + 1) * SHARD, plan.triples))]
        for field, path in paths.items():
            values = [photo if field == "photo" else getattr(triple, field) for triple, photo in made]
            part = path.with_suffix(".part")
            with part.open("wb") as file:
                np.save(file, np.stack(values))
            part.rename(path)


def make_bank(plan: ColorBankPlan, workers: int) -> None:
    """Makes what is missing of a bank, in order, with a progress bar."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    shards = range((plan.triples + SHARD - 1) // SHARD)
    missing = [s for s in shards if not _shard_paths(plan, s)["photo"].exists()]
    with multiprocessing.Pool(workers) as pool:
        jobs = [(plan, [shard]) for shard in missing]
        for _ in tqdm(pool.imap_unordered(_write, jobs), total=len(missing), desc=f"bank {plan.name}"):
            pass


def _write(job: tuple[ColorBankPlan, Sequence[int]]) -> None:
    write_shards(*job)


class ColorBank:
    """The finished shards of a bank, mapped into memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shards: list[dict[str, np.ndarray]] = []
        self.refresh()

    def refresh(self) -> None:
        """Sees the shards that came since, as far as none before them is missing."""
        while (self.folder / f"{len(self.shards):05d}.photo.npy").exists():
            k = len(self.shards)
            self.shards.append({f: np.load(self.folder / f"{k:05d}.{f}.npy", mmap_mode="r") for f in FIELDS})

    def __len__(self) -> int:
        """Triples so far."""
        return sum(len(shard["photo"]) for shard in self.shards)

    def take(self, indices: Sequence[int]) -> dict[str, np.ndarray]:
        """The triples of these numbers, stacked by field."""
        return {f: np.stack([self.shards[i // SHARD][f][i % SHARD] for i in indices]) for f in FIELDS}
