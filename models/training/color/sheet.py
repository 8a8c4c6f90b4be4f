"""Pictures side by side in one PNG file."""

from collections.abc import Sequence
from pathlib import Path

import torch
from PIL import Image


def write_sheet(rows: Sequence[Sequence[torch.Tensor]], path: Path) -> None:
    """Rows of pictures [1, 3, h, w] in 0..1, all of one size."""
    lines = [torch.cat([p[0] for p in row], 2) for row in rows]
    pixels = (torch.cat(lines, 1).clamp(0, 1) * 255).round().to(torch.uint8)
    Image.fromarray(pixels.permute(1, 2, 0).numpy()).save(path)
