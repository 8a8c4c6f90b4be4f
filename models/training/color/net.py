"""color-auto and color-ref: one U-Net, an EfficientNet-Lite0 encoder and a decoder of ConvNeXt V2 blocks.

color-auto gives a and b from the night's L alone. color-ref has the same net, adds what it reads from the day picture
after bringing it into place and under usual light, and chooses for each pixel between the day's colour and its own.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .align import Aligner, moved_grid, warp
from .blocks import Block, conv
from .lite import CHANNELS, Lite0
from .tone import Tone, corrected

AB_SCALE = 50.0
REFERENCE = (24, 40, 64)
WIDTHS = (24, 48, 64, 96)


def _twice(x: torch.Tensor) -> torch.Tensor:
    return F.interpolate(x, scale_factor=2.0, mode="bilinear")


def _half(x: torch.Tensor) -> torch.Tensor:
    """Half the size, each pixel the mean of four."""
    return F.avg_pool2d(x, 2)


class Enter(nn.Sequential):
    """Brings what comes from below, of half the size, and what lies beside together by a 1 x 1 convolution.

    What comes from below is convolved before it is enlarged, which is the same, because bilinear weights sum to 1, and
    takes a quarter of the work and no copy of both.
    """

    def __init__(self, below: int, beside: int, outputs: int) -> None:
        super().__init__(*conv(below + beside, outputs, 1))

    def forward(self, below: torch.Tensor, beside: list[torch.Tensor]) -> torch.Tensor:
        """below [n, c, h / 2, w / 2] and beside [n, ..., h, w] to [n, outputs, h, w]."""
        mix, norm, relu = self
        channels = below.shape[1]
        from_below = _twice(F.conv2d(below, mix.weight[:, :channels]))
        return relu(norm(from_below + F.conv2d(torch.cat(beside, 1), mix.weight[:, channels:], mix.bias)))


class Decoder(nn.Module):
    """From the encoder's features, and the reference's if there is one, to features at half the picture's size."""

    def __init__(self, referenced: bool) -> None:
        super().__init__()
        extra = REFERENCE if referenced else (0, 0, 0)
        self.bottom = nn.Sequential(conv(CHANNELS[3] + extra[2], WIDTHS[3], 1), Block(WIDTHS[3]), Block(WIDTHS[3]))
        self.enter8 = Enter(WIDTHS[3], CHANNELS[2] + extra[1], WIDTHS[2])
        self.at8 = nn.Sequential(Block(WIDTHS[2]), Block(WIDTHS[2]))
        self.enter4 = Enter(WIDTHS[2], CHANNELS[1] + extra[0], WIDTHS[1])
        self.at4 = nn.Sequential(Block(WIDTHS[1], 2, respond=False), Block(WIDTHS[1], 2, respond=False))
        self.enter2 = Enter(WIDTHS[1], CHANNELS[0] + (6 if referenced else 0), WIDTHS[0])
        self.at2 = conv(WIDTHS[0], WIDTHS[0], 3)

    def forward(self, night: list[torch.Tensor], reference: list[torch.Tensor]) -> torch.Tensor:
        """night: features of Lite0; reference: none, or at 1/2 (6 channels), 1/4, 1/8 and 1/16."""
        x = self.bottom(torch.cat([night[3], *reference[3:]], 1))
        for level, enter, at in (
            (2, self.enter8, self.at8),
            (1, self.enter4, self.at4),
            (0, self.enter2, self.at2),
        ):
            x = at(enter(x, [night[level], *reference[level : level + 1]]))
        return x


class ColorAuto(nn.Module):
    """Night L to a and b. `gain` is chosen after training, see vivid.py."""

    gain = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Lite0(1)
        self.decoder = Decoder(referenced=False)
        self.head = nn.Conv2d(WIDTHS[0], 2, 1)
        nn.init.zeros_(self.head.weight)

    def forward(self, night_l: torch.Tensor) -> torch.Tensor:
        """night_l: [n, 1, h, w], 0..100, sides multiples of 32. Returns a and b [n, 2, h, w]."""
        return _twice(self.head(self.decoder(self.encoder(encoder_input(night_l)), [])) * (AB_SCALE * self.gain))


def encoder_input(night_l: torch.Tensor) -> torch.Tensor:
    """L in 0..100 as the encoder was taught to see grey."""
    return (night_l * 2.55 - 127) / 128


class Reference(nn.Module):
    """What the day picture, in place, says beside the night picture: features at 1/2, 1/4, 1/8 and 1/16."""

    def __init__(self) -> None:
        super().__init__()
        self.to4 = nn.Sequential(conv(6, REFERENCE[0], 3, 2), Block(REFERENCE[0], 2, respond=False))
        self.to8 = nn.Sequential(conv(REFERENCE[0], REFERENCE[1], 3, 2), Block(REFERENCE[1], 2))
        self.to16 = nn.Sequential(conv(REFERENCE[1], REFERENCE[2], 3, 2), Block(REFERENCE[2]), Block(REFERENCE[2]))

    def forward(self, night: torch.Tensor, day: torch.Tensor, doubt: torch.Tensor) -> list[torch.Tensor]:
        """night [n, 1, h, w] and day in place [n, 3, h, w], of half the size, L in 0..100; doubt [n, 1, GRID, GRID]."""
        lightness = torch.cat((night, day[:, :1]), 1) / 50 - 1
        unsure = F.interpolate(doubt, size=night.shape[2:], mode="bilinear")
        two = torch.cat((lightness, lightness[:, :1] - lightness[:, 1:], day[:, 1:] / AB_SCALE, unsure), 1)
        four = self.to4(two)
        eight = self.to8(four)
        return [two, four, eight, self.to16(eight)]


class ColorRef(nn.Module):
    """Night L and day Lab to a and b, with a confidence in the day picture. `gain` is chosen after training."""

    gain = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.aligner = Aligner()
        self.tone = Tone()
        self.encoder = Lite0(1)
        self.reference = Reference()
        self.decoder = Decoder(referenced=True)
        self.head = nn.Conv2d(WIDTHS[0], 5, 1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)
        with torch.no_grad():
            self.head.bias[4] = 1.0

    def forward(self, night_l: torch.Tensor, day_lab: torch.Tensor) -> dict[str, torch.Tensor]:
        """night_l [n, 1, h, w] and day_lab [n, 3, h, w], sides multiples of 32.

        Returns what `follow` does, ab in full size [n, 2, h, w], and what the aligner gives.
        """
        found = self.aligner(night_l, day_lab[:, :1])
        day = corrected(_half(day_lab), self.tone(day_lab))
        day = warp(day, moved_grid(found["motion"], night_l.shape[2] // 2, night_l.shape[3] // 2))
        reference = self.reference(_half(night_l), day, found["doubt"])
        x = self.head(self.decoder(self.encoder(encoder_input(night_l)), reference))
        out = self.follow(x, day[:, 1:])
        return {**out, "ab": _twice(out["ab"] * self.gain), **found}

    @staticmethod
    def follow(x: torch.Tensor, day_ab: torch.Tensor) -> dict[str, torch.Tensor]:
        """The head's five channels and the day's a and b, under usual light and in place, of half the size, to colours
        [n, 2, ...]: own, without the day's; lent, the day's, adapted; ab, between both by confidence [n, 1, ...], 0..1.
        """
        confidence = torch.sigmoid(x[:, 4:])
        own, lent = x[:, :2] * AB_SCALE, day_ab + x[:, 2:4] * AB_SCALE
        return {"ab": confidence * lent + (1 - confidence) * own, "confidence": confidence, "own": own, "lent": lent}
