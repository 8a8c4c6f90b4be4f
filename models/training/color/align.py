"""Where in the day picture is what the night picture shows: from a correlation of all places, refined once.

Works on both pictures' L brought to 128 x 128, whatever their size, so its cost and memory are fixed.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .blocks import Block, conv

SIDE = 128
GRID = 16
DAY_GRID = 32
DESCRIPTOR = 48
LEVEL_SCALE = 50.0


def identity_grid(height: int, width: int) -> torch.Tensor:
    """Centres of pixels as grid_sample counts them (-1..1, x first): [1, 2, height, width]."""
    y = (torch.arange(height, dtype=torch.float32) * 2 + 1) / height - 1
    x = (torch.arange(width, dtype=torch.float32) * 2 + 1) / width - 1
    return torch.stack((x[None, :].expand(height, width), y[:, None].expand(height, width)))[None]


def warp(picture: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """Samples picture [n, c, h, w] at places [n, 2, h', w'], the edge repeated outside."""
    return F.grid_sample(
        picture, places.permute(0, 2, 3, 1), mode="bilinear", padding_mode="border", align_corners=False
    )


def moved_grid(motion: torch.Tensor, height: int, width: int) -> torch.Tensor:
    """Places [n, 2, height, width] of a motion [n, 2, h, w] that is added to each place, brought to that size."""
    return identity_grid(height, width) + F.interpolate(motion, size=(height, width), mode="bilinear")


def _around(x: torch.Tensor) -> torch.Tensor:
    """Mean of about 20 x 20 pixels around each, of [n, 1, SIDE, SIDE]."""
    coarse = F.avg_pool2d(F.avg_pool2d(x, 8), 3, 1, 1, count_include_pad=False)
    return F.interpolate(coarse, size=(SIDE, SIDE), mode="bilinear")


def _local(lightness: torch.Tensor) -> torch.Tensor:
    """L against its surroundings: what a lamp's light or a camera's exposure changes least. Two channels."""
    mean = _around(lightness)
    spread = _around((lightness - mean) ** 2).add(4.0).sqrt()
    return torch.cat(((lightness - LEVEL_SCALE) / LEVEL_SCALE, (lightness - mean) / spread), 1)


class Aligner(nn.Module):
    """Gives for each place of the night picture the place of the day picture, and how sure it is."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(conv(2, 24, 3, 2), conv(24, DESCRIPTOR, 3, 2))
        self.near = nn.Sequential(Block(DESCRIPTOR, 2, respond=False), Block(DESCRIPTOR, 2, respond=False))
        self.wide = nn.Sequential(conv(DESCRIPTOR, 64, 3, 2), Block(64, 2), Block(64, 2), nn.Conv2d(64, DESCRIPTOR, 1))
        self.describe = nn.Conv2d(DESCRIPTOR, DESCRIPTOR, 1)
        self.sharpness = nn.Parameter(torch.tensor(2.5))
        self.settle = nn.Sequential(
            conv(4 + DESCRIPTOR, 48, 3), Block(48, 2, respond=False), Block(48, 2, respond=False)
        )
        self.settled = nn.Conv2d(48, 2, 1)
        self.again = nn.Sequential(conv(8, 24, 3, 2), conv(24, 48, 3, 2), conv(48, 48, 3, 2))
        self.refine = nn.Sequential(
            conv(48 + 2, 48, 3), Block(48, 2, respond=False), Block(48, 2, respond=False), Block(48, 2, respond=False)
        )
        self.refined = nn.Conv2d(48, 3, 1)
        for last in (self.settled, self.refined):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def describe_places(self, local: torch.Tensor) -> torch.Tensor:
        """Descriptors [n, DESCRIPTOR, DAY_GRID, DAY_GRID] of [n, 2, SIDE, SIDE]."""
        near = self.near(self.stem(local))
        wide = F.interpolate(self.wide(near), size=(DAY_GRID, DAY_GRID), mode="bilinear")
        return self.describe(near + wide)

    def correlate(self, night: torch.Tensor, day: torch.Tensor) -> torch.Tensor:
        """Logits [n, night places, day places] of all pairs of descriptors of unit length."""
        return torch.matmul(night.flatten(2).transpose(1, 2), day.flatten(2)) * self.sharpness.exp()

    def forward(self, night: torch.Tensor, day: torch.Tensor) -> dict[str, torch.Tensor]:
        """night, day: L in 0..100, [n, 1, h, w] of any size.

        Returns `motion` [n, 2, GRID, GRID], what is to be added to a place (-1..1, x first), its first `guess`, `doubt`
        [n, 1, GRID, GRID], the logarithm of the error it expects, and the `logits` of the correlation.
        """
        size = (SIDE, SIDE)
        night = _local(F.interpolate(night, size=size, mode="bilinear", antialias=False))
        small_day = F.interpolate(day, size=size, mode="bilinear", antialias=False)
        day_local = _local(small_day)
        here = F.normalize(F.avg_pool2d(self.describe_places(night), DAY_GRID // GRID), dim=1)
        logits = self.correlate(here, F.normalize(self.describe_places(day_local), dim=1))
        shares = logits.softmax(2)
        grid = identity_grid(GRID, GRID)
        mean = (
            torch.matmul(shares, identity_grid(DAY_GRID, DAY_GRID).flatten(2).transpose(1, 2))
            .transpose(1, 2)
            .reshape(-1, 2, GRID, GRID)
        )
        best = shares.amax(2).reshape(-1, 1, GRID, GRID)
        evidence = torch.cat(((mean - grid) * 4, best, best * (mean - grid).abs().sum(1, keepdim=True), here), 1)
        guess = self.settled(self.settle(evidence)) / 4
        warped = warp(day_local, moved_grid(guess, *size))
        seen = torch.cat((night, warped, night - warped, night * warped), 1)
        change = self.refined(self.refine(torch.cat((self.again(seen), guess * 4), 1)))
        return {"guess": guess, "motion": guess + change[:, :2] / 8, "doubt": change[:, 2:], "logits": logits}
