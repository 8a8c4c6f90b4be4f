"""CIE Lab under D65 and sRGB, for batches of pictures: the same formulas as the Java class CieLab."""

import torch

WHITE = (0.95047, 1.0, 1.08883)
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
EPSILON = 216 / 24389
KAPPA = 24389 / 27


def srgb_to_lab(rgb: torch.Tensor) -> torch.Tensor:
    """Lab [n, 3, h, w], L in 0..100, of sRGB [n, 3, h, w] in 0..1."""
    linear = torch.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055).clamp(min=0) ** 2.4)
    matrix = torch.tensor(TO_XYZ, dtype=rgb.dtype) / torch.tensor(WHITE, dtype=rgb.dtype)[:, None]
    ratio = torch.einsum("ij,njhw->nihw", matrix, linear)
    f = torch.where(ratio > EPSILON, ratio.clamp(min=1e-6) ** (1 / 3), (KAPPA * ratio + 16) / 116)
    x, y, z = f.unbind(1)
    return torch.stack((116 * y - 16, 500 * (x - y), 200 * (y - z)), 1)


def lab_to_srgb(lab: torch.Tensor) -> torch.Tensor:
    """sRGB [n, 3, h, w] in 0..1, cut off at what it can show, of Lab [n, 3, h, w]."""
    lightness, a, b = lab.unbind(1)
    y = (lightness + 16) / 116
    f = torch.stack((y + a / 500, y, y - b / 200), 1)
    ratio = torch.where(f**3 > EPSILON, f**3, (116 * f - 16) / KAPPA)
    matrix = torch.linalg.inv(torch.tensor(TO_XYZ, dtype=torch.float64)) @ torch.diag(
        torch.tensor(WHITE, dtype=torch.float64)
    )
    linear = torch.einsum("ij,njhw->nihw", matrix.to(lab.dtype), ratio).clamp(0, 1)
    return torch.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear.clamp(min=1e-6) ** (1 / 2.4) - 0.055)
