"""What every training here has: a learning rate that rises and falls, checkpoints to go on from, progress."""

import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn
from tqdm import tqdm

SAVE_SECONDS = 120


@dataclass(frozen=True)
class Schedule:
    """Steps in all, the highest learning rate, and for how many steps it rises."""

    steps: int
    rate: float
    rise: int = 100

    def factor(self, step: int) -> float:
        """Share of the highest rate: a line up, then half a cosine down."""
        if step < self.rise:
            return (step + 1) / self.rise
        return 0.5 * (1 + math.cos(math.pi * min(1, (step - self.rise) / max(1, self.steps - self.rise)))) + 1e-3


class Training:
    """Networks with their optimizer; saves itself now and then, and goes on where it was saved."""

    def __init__(
        self, path: Path, nets: dict[str, nn.Module], groups: list[dict[str, Any]], schedule: Schedule
    ) -> None:
        self.path, self.nets, self.schedule, self.step = path, nets, schedule, 0
        for group in groups:
            group["share"] = group.get("share", 1.0)
        self.optimizer = torch.optim.AdamW(groups, lr=schedule.rate, weight_decay=0.02, betas=(0.9, 0.98))
        self.saved = time.monotonic()
        if path.exists():
            self._restore()

    def _restore(self) -> None:
        state = torch.load(self.path, weights_only=True)
        for name, net in self.nets.items():
            net.load_state_dict(state["nets"][name])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step = state["step"]

    def learn(self, loss: torch.Tensor) -> None:
        """One step down the loss. A step whose gradient is not finite is left out."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.schedule.rate * self.schedule.factor(self.step) * group["share"]
        self.optimizer.zero_grad()
        loss.backward()
        norm = nn.utils.clip_grad_norm_([p for g in self.optimizer.param_groups for p in g["params"]], 1.0)
        if torch.isfinite(norm):
            self.optimizer.step()
        self.step += 1
        if time.monotonic() - self.saved > SAVE_SECONDS:
            self.save()

    def save(self) -> None:
        """Writes the checkpoint whole or not at all."""
        nets = {name: net.state_dict() for name, net in self.nets.items()}
        part = self.path.with_suffix(".part")
        torch.save({"nets": nets, "optimizer": self.optimizer.state_dict(), "step": self.step}, part)
        part.rename(self.path)
        self.saved = time.monotonic()


class Progress:
    """A bar with the running means of some figures."""

    def __init__(self, name: str, step: int, steps: int) -> None:
        self.bar = tqdm(total=steps, initial=step, desc=name, mininterval=10)
        self.means: dict[str, float] = {}

    def show(self, **figures: float) -> None:
        """One step further."""
        for key, value in figures.items():
            self.means[key] = value if key not in self.means else 0.98 * self.means[key] + 0.02 * value
        self.bar.set_postfix({k: f"{v:.3f}" for k, v in self.means.items()}, refresh=False)
        self.bar.update()

    def tell(self, line: str) -> None:
        """A line above the bar."""
        self.bar.write(line)
