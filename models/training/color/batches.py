"""Batches of triples for training: picked from a bank, varied, in CIE Lab."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from .align import identity_grid, warp
from .bank import SIZE, ColorBank
from .lab import srgb_to_lab


@dataclass(frozen=True)
class Batch:
    """night [n, 1, s, s] (L), day and truth [n, 3, s, s] (Lab), motion [n, 3, 3] from a place of the night
    picture to that of the day picture, in -1..1, x first.
    """

    night: torch.Tensor
    day: torch.Tensor
    truth: torch.Tensor
    motion: torch.Tensor

    def places(self, side: int) -> torch.Tensor:
        """True places in the day picture [n, 2, side, side]."""
        grid = identity_grid(side, side).flatten(2).expand(len(self.night), -1, -1)
        there = self.motion @ torch.cat((grid, torch.ones_like(grid[:, :1])), 1)
        return (there[:, :2] / there[:, 2:].clamp(min=1e-3)).reshape(-1, 2, side, side)


def _pixels_to_unit(motion: np.ndarray) -> np.ndarray:
    unit = np.array([[2 / SIZE, 0, 1 / SIZE - 1], [0, 2 / SIZE, 1 / SIZE - 1], [0, 0, 1]])
    return unit @ motion @ np.linalg.inv(unit)


def load(bank: ColorBank, indices: list[int], side: int) -> Batch:
    """Triples as they are, brought to side x side."""
    taken = bank.take(indices)
    color = [torch.from_numpy(taken[f]).permute(0, 3, 1, 2).float() / 255 for f in ("day", "truth")]
    night = (torch.from_numpy(taken["night"])[:, None].float() / 255).expand(-1, 3, -1, -1)
    if side != SIZE:
        color = [F.avg_pool2d(c, SIZE // side) for c in color]
        night = F.avg_pool2d(night, SIZE // side)
    day, truth = (srgb_to_lab(c) for c in color)
    motion = torch.from_numpy(_pixels_to_unit(taken["motion"])).float()
    night = srgb_to_lab(night)[:, :1]
    return Batch(*(x.contiguous(memory_format=torch.channels_last) for x in (night, day, truth)), motion)


def vary(batch: Batch, rng: np.random.Generator) -> Batch:
    """Mirrors some, nudges the day picture some more, and changes the night's brightness."""
    n = len(batch.night)
    night, day, truth, motion = batch.night, batch.day, batch.truth, batch.motion
    flip = torch.from_numpy(rng.random(n) < 0.5)
    pick = flip[:, None, None, None]
    night, day, truth = (torch.where(pick, x.flip(3), x) for x in (night, day, truth))
    mirror = torch.diag(torch.tensor([-1.0, 1.0, 1.0]))
    motion = torch.where(flip[:, None, None], mirror @ motion @ mirror, motion)

    nudge = torch.from_numpy(np.stack([_nudge(rng) for _ in range(n)])).float()
    grid = identity_grid(day.shape[2], day.shape[3]).flatten(2).expand(n, -1, -1)
    there = nudge @ torch.cat((grid, torch.ones_like(grid[:, :1])), 1)
    day = warp(day, there[:, :2].reshape(n, 2, day.shape[2], day.shape[3]))
    motion = torch.linalg.inv(nudge) @ motion

    power = torch.from_numpy(np.exp(rng.normal(0, 0.12, (n, 1, 1, 1)))).float()
    gain = torch.from_numpy(np.exp(rng.normal(0, 0.08, (n, 1, 1, 1)))).float()
    night = (100 * (night / 100).clamp(1e-3, 1) ** power * gain).clamp(0, 100)
    return Batch(night, day, truth, motion)


def _nudge(rng: np.random.Generator) -> np.ndarray:
    if rng.random() < 0.4:
        return np.eye(3)
    angle, scale = np.deg2rad(rng.normal(0, 1.5)), np.exp(rng.normal(0, 0.02))
    c, s = np.cos(angle) * scale, np.sin(angle) * scale
    return np.array([[c, -s, rng.normal(0, 0.03)], [s, c, rng.normal(0, 0.03)], [0, 0, 1]])
