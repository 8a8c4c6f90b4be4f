"""The cry-full network: a small residual CNN over log-mel with pooling a second and a head over the context."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

FRAMES_PER_WINDOW = 50
STEP = 8
TEACHER_CLASSES = 521
TEACHER_EMBEDDING = 1024


class ConvUnit(nn.Module):
    """3x3 convolution (time, frequency) with batch normalization and ReLU."""

    def __init__(self, inputs: int, outputs: int, stride: tuple[int, int]) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        """[batch, inputs, time, freq] to [batch, outputs, time / stride, freq / stride]."""
        return F.relu(self.norm(self.conv(x)))


class Residual(nn.Module):
    """A 3x3 convolution around which the input is added."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        """Keeps the shape."""
        return F.relu(x + self.norm(self.conv(x)))


class TimeBlock(nn.Module):
    """Residual dilated convolution over time steps."""

    def __init__(self, channels: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.conv = nn.Conv1d(channels, channels, 3, 1, dilation, dilation, bias=False)
        self.norm = nn.BatchNorm1d(channels)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """Keeps the shape [batch, channels, steps]."""
        return x + self.dropout(F.relu(self.norm(self.conv(x))))


def window_shares(windows: int) -> Tensor:
    """Share of each 160 ms step in each 1 s window, shape [windows, steps], rows sum to 1."""
    steps = windows * FRAMES_PER_WINDOW // STEP
    start = torch.arange(steps)[None] * STEP
    low = torch.arange(windows)[:, None] * FRAMES_PER_WINDOW
    overlap = torch.minimum(start + STEP, low + FRAMES_PER_WINDOW) - torch.maximum(start, low)
    shares = overlap.clamp(min=0).float()
    return shares / shares.sum(dim=1, keepdim=True)


class CryNet(nn.Module):
    """Log-mel of a few seconds in, evidence of infant crying in the last second out.

    The level of the input carries no information: the net sees it relative to the context's energy, to its mean and,
    a band, to its quiet floor.
    """

    def __init__(
        self,
        bands: int = 64,
        windows: int = 4,
        widths: tuple[int, int, int, int] = (16, 32, 64, 128),
        hidden: int = 160,
        dropout: float = 0.3,
    ) -> None:
        super().__init__()
        a, b, c, d = widths
        self.stem = ConvUnit(3, a, (2, 2))
        self.position = nn.Parameter(torch.zeros(1, a, 1, bands // 2))
        self.body = nn.Sequential(
            ConvUnit(a, b, (2, 2)),
            Residual(b),
            ConvUnit(b, c, (1, 2)),
            Residual(c),
            ConvUnit(c, d, (2, 2)),
            Residual(d),
        )
        self.flat = nn.Conv1d(d * bands // 16, hidden, 1, bias=False)
        self.flat_norm = nn.BatchNorm1d(hidden)
        self.time = nn.Sequential(*(TimeBlock(hidden, dilation, dropout) for dilation in (1, 2, 4)))
        self.attention = nn.Conv1d(hidden, 4, 1)
        self.register_buffer("shares", window_shares(windows), persistent=False)
        self.teacher = nn.Linear(2 * hidden, TEACHER_CLASSES)
        self.teacher_embedding = nn.Linear(2 * hidden, TEACHER_EMBEDDING)
        self.local = nn.Linear(2 * hidden, 1)
        self.head = nn.Sequential(nn.Linear(6 * hidden, 64), nn.ReLU(), nn.Dropout(dropout), nn.Linear(64, 1))

    @staticmethod
    def normalized(x: Tensor) -> Tensor:
        """Three level-free views of log-mel [batch, frames, bands], shape [batch, 3, frames, bands]."""
        peak = x.amax(dim=(1, 2), keepdim=True)
        energy = peak + (x - peak).exp().mean(dim=(1, 2), keepdim=True).log()
        smooth = F.avg_pool2d(x[:, None], (10, 1), (5, 1))
        floor = smooth.amin(dim=2)
        views = (
            ((x - energy) / 3).clamp(-4, 2),
            (x - x.mean(dim=(1, 2), keepdim=True)) / 3,
            ((x - floor) / 4).clamp(-1, 3) - 0.5,
        )
        return torch.stack(views, dim=1)

    def windows(self, x: Tensor) -> Tensor:
        """Log-mel [batch, frames, bands] to an embedding a window, shape [batch, windows, 2 * hidden]."""
        h = self.stem(self.normalized(x)) + self.position
        h = self.body(h)
        h = h.permute(0, 1, 3, 2).flatten(1, 2)
        h = self.time(F.relu(self.flat_norm(self.flat(h))))
        shares = self.shares
        attention = self.attention(h)[:, :, None, :] + (shares + 1e-9).log()[None, None]
        attention = attention.softmax(dim=-1)
        batch, hidden, steps = h.shape
        split = h.view(batch, 4, hidden // 4, steps)
        attended = torch.einsum("bhws,bhcs->bwhc", attention, split).flatten(2)
        mean = torch.einsum("ws,bcs->bwc", shares, h)
        return torch.cat([mean, attended], dim=2)

    def forward(self, x: Tensor) -> Tensor:
        """Logit of crying in the last second, shape [batch]."""
        return self.decide(self.windows(x))

    def decide(self, embedded: Tensor) -> Tensor:
        """The head: the last window, the one before, and the mean of all; shape [batch]."""
        joined = torch.cat([embedded[:, -1], embedded[:, -2], embedded.mean(dim=1)], dim=1)
        return self.head(joined).squeeze(1)

    def all_outputs(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Decision logit [batch]; a window: local cry logit, the teacher's logits [521] and its embedding [1024]."""
        embedded = self.windows(x)
        local, teacher = self.local(embedded).squeeze(2), self.teacher(embedded)
        return self.decide(embedded), local, teacher, self.teacher_embedding(embedded)
