"""Trains color-ref.

First with the encoder on small pictures, the day picture brought into place by the true motion with errors of many
sizes (so the aligner may learn at the same time), unless the weights of a released file are taken over; then on
pictures of full size with the aligner that there is, at last with an adversary (PatchGAN, Isola et al. 2017) that
judges patches of a and b, and by how colourful pictures are.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .align import GRID, identity_grid, moved_grid, warp
from .bank import SIZE, ColorBank
from .batches import Batch, load, vary
from .figures import ab_error, colored, colorfulness
from .lite import load_published
from .loop import Progress, Schedule, Training
from .net import AB_SCALE, ColorRef, encoder_input
from .sheet import write_sheet
from .start import taken_over
from .tone import corrected

ADVERSARY = 0.01
PALE = 0.04
FOREIGN = 0.07
LEFT_OUT = 0.25
DIFFERENT = 6.0


@dataclass(frozen=True)
class Stage:
    """One part of the training."""

    name: str
    steps: int
    side: int
    batch: int
    rate: float
    encoder: bool
    aligned: bool
    adversary: bool


def stages(args: argparse.Namespace) -> tuple[Stage, ...]:
    """The parts in their order."""
    return (
        Stage("small", args.small_steps, SIZE // 2, 16, 1.5e-3, encoder=True, aligned=False, adversary=False),
        Stage("full", args.full_steps, SIZE, 8, 5e-4, encoder=False, aligned=True, adversary=False),
        Stage("adversary", args.adversary_steps, SIZE, 8, 1.5e-4, encoder=False, aligned=True, adversary=True),
    )


class Patches(nn.Module):
    """PatchGAN: how real each patch of about 34 pixels looks, of L and ab."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for inputs, outputs in ((3, 32), (32, 64), (64, 96)):
            layers += [nn.utils.spectral_norm(nn.Conv2d(inputs, outputs, 4, 2, 1)), nn.LeakyReLU(0.2)]
        self.layers = nn.Sequential(*layers, nn.Conv2d(96, 1, 3, 1, 1))

    def forward(self, night: torch.Tensor, ab: torch.Tensor) -> torch.Tensor:
        """night [n, 1, h, w], ab [n, 2, h, w]."""
        return self.layers(torch.cat((night / 50 - 1, ab / AB_SCALE), 1))


def distance(ab: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Weighted L2: distances in (a, b), those of strong colours count up to two and a half times as much."""
    weight = 1 + truth.norm(dim=1).clamp(max=60) / 40
    return ((ab - truth).square().sum(1).add(1.0).sqrt() * weight).mean() / 10


def disturbed(batch: Batch, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """The true motion with the errors an aligner could make, and the doubt it would have. Some are wholly wrong."""
    n = len(batch.night)
    motion = (batch.places(GRID) - identity_grid(GRID, GRID)).clamp(-2, 2)
    size = rng.choice([0.0, 1.0, 3.0], (n, 1, 1, 1), p=[0.4, 0.4, 0.2]) * 2 / SIZE
    coarse = torch.from_numpy(rng.normal(0, 1, (n, 2, 3, 3)) * size).float()
    error = F.interpolate(coarse, size=(GRID, GRID), mode="bilinear", align_corners=True)
    pixels = error.norm(dim=1, keepdim=True) * SIZE / 2
    return motion + error, (pixels + 0.3).log() + torch.from_numpy(rng.normal(0, 0.3, pixels.shape)).float()


def half(x: torch.Tensor) -> torch.Tensor:
    """Half the size."""
    return F.avg_pool2d(x, 2)


class Learner:
    """The net with what it learns by."""

    def __init__(self, net: ColorRef, patches: Patches) -> None:
        self.net, self.patches = net, patches

    def colors(self, batch: Batch, stage: Stage, rng: np.random.Generator) -> dict[str, torch.Tensor]:
        """Colours of half the size, as ColorRef.follow gives them. Some pictures get a day picture of another place."""
        net, night = self.net, batch.night
        day_lab = batch.day
        foreign = torch.from_numpy(rng.random(len(night)) < FOREIGN)[:, None, None, None]
        day_lab = torch.where(foreign, day_lab.roll(1, 0), day_lab)
        if stage.aligned:
            with torch.no_grad():
                found = net.aligner.eval()(night, day_lab[:, :1])
            motion, doubt = found["motion"], found["doubt"]
        else:
            motion, doubt = disturbed(batch, rng)
            doubt = torch.where(foreign, 2.5 + 0 * doubt, doubt)
        side = night.shape[2] // 2
        day = warp(corrected(half(day_lab), net.tone(day_lab)), moved_grid(motion, side, side))
        with torch.set_grad_enabled(stage.encoder):
            features = net.encoder(encoder_input(night))
        reference = net.reference(half(night), day, doubt)
        x = net.head(net.decoder([F.dropout2d(f, LEFT_OUT) for f in features], reference))
        return net.follow(x, day[:, 1:])

    def loss(self, out: dict[str, torch.Tensor], truth: torch.Tensor) -> torch.Tensor:
        """Weighted L2 of all colours, and that confidence follows the better of both where they differ."""
        worth = ((out["own"] - truth).norm(dim=1) - (out["lent"] - truth).norm(dim=1)).detach()
        sure = out["confidence"][:, 0].clamp(1e-4, 1 - 1e-4)
        matters = (worth.abs() / DIFFERENT).clamp(0.05, 3)
        right = (F.binary_cross_entropy(sure, torch.sigmoid(worth / 3), reduction="none") * matters).mean()
        return (
            distance(out["ab"], truth)
            + 0.25 * distance(out["own"], truth)
            + 0.1 * distance(out["lent"], truth)
            + 0.3 * right
        )

    @staticmethod
    def paleness(batch: Batch, out: dict[str, torch.Tensor]) -> torch.Tensor:
        """Mean difference in CF between the pictures and their truths, which the L2 alone leaves to the day picture."""
        truth = half(batch.truth)
        real = colorfulness(colored(truth[:, :1], truth[:, 1:]))
        return (colorfulness(colored(half(batch.night), out["ab"])) - real).abs().mean()

    def deceive(self, night: torch.Tensor, out: dict[str, torch.Tensor]) -> torch.Tensor:
        """How far the adversary sees through the colours."""
        return -self.patches(night, out["ab"]).mean()

    def judge(self, night: torch.Tensor, out: dict[str, torch.Tensor], truth: torch.Tensor) -> torch.Tensor:
        """The adversary's own loss (hinge)."""
        false = out["ab"].detach()
        return F.relu(1 - self.patches(night, truth)).mean() + F.relu(1 + self.patches(night, false)).mean()


def measure(net: ColorRef, bank: ColorBank, count: int, sheet: Path | None = None) -> str:
    """Figures of so many triples of a bank at full size, with the aligner; draws a sheet of some."""
    net.eval()
    sums: dict[str, list[float]] = {}
    rows = []
    with torch.no_grad():
        chosen = np.linspace(0, len(bank) - 1, count).astype(int).tolist()
        for start in range(0, count, 8):
            batch = load(bank, chosen[start : start + 8], SIZE)
            out = net(batch.night, batch.day)
            ways = {"ref": out["ab"], "copy": batch.day[:, 1:]}
            real = colorfulness(colored(batch.truth[:, :1], batch.truth[:, 1:]))
            for way, ab in ways.items():
                sums.setdefault(f"{way} ab", []).extend(ab_error(ab, batch.truth[:, 1:]).tolist())
                cf = colorfulness(colored(batch.night, ab))
                sums.setdefault(f"{way} dCF", []).extend((cf - real).abs().tolist())
                sums.setdefault(f"{way} CF", []).extend((cf - real).tolist())
            sums.setdefault("confidence", []).extend(out["confidence"].mean((1, 2, 3)).tolist())
            if start % 16 == 0:
                rows += [
                    [colored(x[i : i + 1, :1], x[i : i + 1, 1:]) for x in (batch.day,)]
                    + [colored(batch.night[i : i + 1], ab[i : i + 1]) for ab in (0 * out["ab"], out["ab"])]
                    + [colored(batch.truth[i : i + 1, :1], batch.truth[i : i + 1, 1:])]
                    for i in range(0, len(batch.night), 4)
                ]
    if sheet is not None:
        write_sheet(rows, sheet)
    _learning(net)
    return ", ".join(f"{k} {np.mean(v):.2f}" for k, v in sums.items())


def _learning(net: ColorRef) -> None:
    """The encoder and the tone keep the statistics that they have."""
    net.train()
    net.encoder.eval()
    net.tone.eval()


def run(stage: Stage, learner: Learner, args: argparse.Namespace, bank: ColorBank, val: ColorBank) -> None:
    """One stage, from its checkpoint if there is one."""
    net, patches = learner.net, learner.patches
    _learning(net)
    for part, learns in ((net.encoder, stage.encoder), (net.aligner, False)):
        part.requires_grad_(learns)
    groups = [{"params": [*net.reference.parameters(), *net.decoder.parameters(), *net.head.parameters()]}]
    groups.append({"params": list(net.tone.parameters()), "share": 0.2})
    if stage.encoder:
        groups.append({"params": list(net.encoder.parameters()), "share": 0.1})
    training = Training(
        args.work / f"color-{stage.name}.pt",
        {"net": net, "patches": patches},
        groups,
        Schedule(stage.steps, stage.rate),
    )
    critic = torch.optim.Adam(patches.parameters(), lr=3e-4, betas=(0.5, 0.99))
    progress = Progress(stage.name, training.step, stage.steps)
    while training.step < stage.steps:
        if training.step % 50 == 0:
            bank.refresh()
        rng = np.random.default_rng([args.seed, *stage.name.encode(), training.step])
        batch = vary(load(bank, rng.choice(len(bank), stage.batch, replace=False).tolist(), stage.side), rng)
        out = learner.colors(batch, stage, rng)
        truth, night = half(batch.truth[:, 1:]), half(batch.night)
        loss = learner.loss(out, truth)
        if stage.adversary:
            critic.zero_grad()
            learner.judge(night, out, truth).backward()
            critic.step()
            training.learn(loss + ADVERSARY * learner.deceive(night, out) + PALE * learner.paleness(batch, out))
        else:
            training.learn(loss)
        progress.show(
            loss=loss.item(),
            ref=ab_error(out["ab"].detach(), truth).mean().item(),
        )
        if training.step % args.measure == 0:
            sheet = args.work / f"sheet-{stage.name}-{training.step:05d}.png"
            progress.tell(f"{stage.name} step {training.step}: {measure(net, val, 64, sheet)}")
    training.save()


def train(args: argparse.Namespace) -> None:
    """Trains, or goes on with it. args: work, start, small_steps, full_steps, adversary_steps, measure,
    seed."""
    torch.manual_seed(args.seed)
    bank, val = ColorBank(args.work / "train"), ColorBank(args.work / "val2")
    net = ColorRef()
    load_published(net.encoder)
    if args.start:
        net = taken_over(net, args.start)
    else:
        net.aligner.load_state_dict(_net_of(args.work / "aligner.pt"))
    net.tone.load_state_dict(_net_of(args.work / "tone.pt"))
    learner = Learner(net.to(memory_format=torch.channels_last), Patches())
    for stage in stages(args):
        if not (stage.encoder and args.start):
            run(stage, learner, args, bank, val)


def _net_of(checkpoint: Path) -> dict[str, torch.Tensor]:
    return torch.load(checkpoint, weights_only=True)["nets"]["net"]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder with the banks train and val2")
    parser.add_argument("--start", type=Path, help="ONNX file of color-ref to begin with; leaves out the small steps")
    parser.add_argument("--small-steps", type=int, default=2000)
    parser.add_argument("--full-steps", type=int, default=600)
    parser.add_argument("--adversary-steps", type=int, default=150)
    parser.add_argument("--measure", type=int, default=200, help="steps from one measure on val to the next")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train(args)


if __name__ == "__main__":
    main()
