"""Building blocks that fold and quantize well: convolutions with batch normalization, ReLU, and ConvNeXt V2 blocks."""

import torch
import torch.nn.functional as F
from torch import nn


def conv(inputs: int, outputs: int, kernel: int = 3, stride: int = 1, groups: int = 1) -> nn.Sequential:
    """Convolution, batch normalization, ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


class ResponseNorm(nn.Module):
    """Global response normalization of ConvNeXt V2 (Woo et al. 2023): channels compete by their energy.

    For input that is not negative. The energy is the mean, not the root of the sum of squares: it does not depend on
    the picture's size, and integers can take it. The bias of the original is left to the convolution that follows.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.gain = nn.Parameter(torch.zeros(1, channels, 1, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """[n, channels, h, w] to the same."""
        energy = F.adaptive_avg_pool2d(x, 1)
        share = energy / (energy.mean(1, keepdim=True) + 1e-4)
        return x * (1 + self.gain * share)


class Block(nn.Module):
    """ConvNeXt V2 block, batch normalization for layer normalization and ReLU for GELU, which fold into convolutions.

    Depthwise 7 x 7, widening 1 x 1, response normalization (optional), narrowing 1 x 1, added to its input.
    """

    def __init__(self, channels: int, widen: int = 4, respond: bool = True) -> None:
        super().__init__()
        wide = channels * widen
        self.spread = nn.Sequential(
            nn.Conv2d(channels, channels, 7, padding=3, groups=channels, bias=False), nn.BatchNorm2d(channels)
        )
        self.widen = nn.Sequential(nn.Conv2d(channels, wide, 1), nn.ReLU())
        self.respond = ResponseNorm(wide) if respond else nn.Identity()
        self.narrow = nn.Conv2d(wide, channels, 1)
        nn.init.normal_(self.narrow.weight, std=0.02)
        nn.init.zeros_(self.narrow.bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """[n, channels, h, w] to the same."""
        return x + self.narrow(self.respond(self.widen(self.spread(x))))
