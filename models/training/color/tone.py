"""Exposure and white balance of a day picture, told from the picture itself, and its colours without them.

What a camera did to the light is told by what often has no colour: the brightest pixels, those cut off at white, the
palest, edges, the mean (Finlayson and Trezzi 2004 and others who guess the light from statistics of the picture). In
the cube roots that CIE Lab is made of a gain of a channel is a factor, so that one matrix for L, a and b undoes it.
"""

import torch
import torch.nn.functional as F
from torch import nn

SIDE = 128
LEVELS = 24
DARKEST, BRIGHTEST, STEEPNESS = 0.15, 1.02, 60.0
BRIGHTER = (-30.0, 8.0, 30.0, 120.0)
PALER = (30.0, 100.0)
CUT_OFF = (0.01, 0.03, 0.1)
NORMS = (1.0, 6.0)
STRENGTH = ((0.15, 0.5, 0.5), (0.15, 0.5, 0.5))


def cube_roots(lab: torch.Tensor) -> torch.Tensor:
    """f of X, Y and Z (CIE 15), 0..1 and little more, of Lab [n, 3, h, w]."""
    y = (lab[:, :1] + 16) / 116
    return torch.cat((y + lab[:, 1:2] / 500, y, y - lab[:, 2:] / 200), 1)


def _casts(x: torch.Tensor) -> torch.Tensor:
    """Differences between the three channels [n, 3, ...]: [n, 2, ...]."""
    return torch.stack((x[:, 0] - x[:, 1], x[:, 1] - x[:, 2]), 1)


def _weighted(values: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return (values * weights).sum(2)


def statistics(roots: torch.Tensor) -> torch.Tensor:
    """[n, 3, h, w] to [n, statistics], each about as large as the others."""
    flat = roots.flatten(2)
    casts = _casts(flat)
    bright = flat[:, 1:2]
    levels = torch.linspace(DARKEST, BRIGHTEST, LEVELS).view(1, 1, -1, 1)
    found = [torch.sigmoid((flat[:, :, None] - levels) * STEEPNESS).mean(3).flatten(1)]
    for power in BRIGHTER:
        weights = (bright * power).softmax(2)
        mean = _weighted(casts, weights)
        spread = _weighted((casts - mean[:, :, None]).square(), weights).add(1e-6).sqrt()
        found += [mean * 20, spread * 20, _weighted(flat, weights)]
    top = flat.amax(2, keepdim=True)
    found += [(1 - (top - flat) / width).relu().mean(2).add(1e-3).log() / 3 for width in CUT_OFF]
    found += [top[:, :, 0], _casts(top[:, :, 0]) * 20]
    chroma = casts.norm(dim=1, keepdim=True)
    for power in PALER:
        weights = torch.exp(-chroma * power) + 1e-4
        found.append(_weighted(casts, weights / weights.sum(2, keepdim=True)) * 20)
    for power in NORMS:
        found.append(_casts((flat.clamp(min=0.05) ** power).mean(2).log() / power) * 10)
    across = (roots[:, :, :, 1:] - roots[:, :, :, :-1]).abs().mean((2, 3))
    down = (roots[:, :, 1:] - roots[:, :, :-1]).abs().mean((2, 3))
    edges = (across + down + 1e-3).log()
    found += [_casts(edges) * 2, edges, chroma.mean(2) * 10, flat.std(2) * 3]
    return torch.cat(found, 1)


class Tone(nn.Module):
    """Tells by how much a day picture's colours are off."""

    def __init__(self) -> None:
        super().__init__()
        count = statistics(torch.rand(1, 3, 8, 8)).shape[1]
        self.norm = nn.BatchNorm1d(count)
        self.layers = nn.Sequential(
            nn.Linear(count, 128), nn.ReLU(), nn.Dropout(0.1), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 6)
        )
        nn.init.zeros_(self.layers[-1].weight)
        nn.init.zeros_(self.layers[-1].bias)
        self.register_buffer("strength", torch.tensor(STRENGTH), persistent=False)

    def forward(self, day_lab: torch.Tensor) -> torch.Tensor:
        """day_lab [n, 3, h, w] of any size; a matrix [n, 2, 3] for `corrected`."""
        small = F.avg_pool2d(F.interpolate(day_lab, size=(SIDE, SIDE), mode="bilinear", antialias=False), 2)
        return self.layers(self.norm(statistics(cube_roots(small)))).view(-1, 2, 3) * self.strength


def corrected(lab: torch.Tensor, matrix: torch.Tensor) -> torch.Tensor:
    """Lab [n, 3, h, w] with a and b as they would be under the light of usual pictures; L stays."""
    height, width = lab.shape[2:]
    light = torch.cat((lab[:, :1] + 16, lab[:, 1:]), 1).flatten(2)
    change = torch.matmul(matrix, light).unflatten(2, (height, width))
    return torch.cat((lab[:, :1], lab[:, 1:] + change), 1)
