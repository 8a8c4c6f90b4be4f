"""Figures of coloured pictures, as `cradlewatch eval color` has them."""

import torch

from .lab import lab_to_srgb


def ab_error(ab: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Mean distance in (a, b) of each picture [n], of [n, 2, h, w]."""
    return (ab - truth).square().sum(1).sqrt().mean((1, 2))


def colorfulness(rgb: torch.Tensor) -> torch.Tensor:
    """CF (Hasler and Suesstrunk 2003) of each picture [n], of sRGB [n, 3, h, w] in 0..1."""
    bits = rgb * 255
    r, g, b = (bits + (bits.round() - bits).detach()).unbind(1)
    rg, yb = (r - g).flatten(1), ((r + g) / 2 - b).flatten(1)
    spread = (rg.var(1, unbiased=False) + yb.var(1, unbiased=False)).clamp(min=1e-6).sqrt()
    return spread + 0.3 * (rg.mean(1).square() + yb.mean(1).square()).clamp(min=1e-6).sqrt()


def colored(night_l: torch.Tensor, ab: torch.Tensor) -> torch.Tensor:
    """sRGB of the night's L with these colours."""
    return lab_to_srgb(torch.cat((night_l, ab), 1))
