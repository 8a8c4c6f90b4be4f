"""Trains the aligner: where in the day picture is what the night picture shows."""

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from .align import DAY_GRID, GRID, SIDE, Aligner, identity_grid
from .bank import SIZE, ColorBank
from .batches import Batch, load, vary
from .loop import Progress, Schedule, Training

PIXELS = SIZE / 2


def losses(found: dict[str, torch.Tensor], batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """The loss, and the mean error in pixels of a picture of 256 x 256, of places that the day picture shows."""
    true = batch.places(GRID)
    motion = true - identity_grid(GRID, GRID)
    inside = (true.abs().amax(1, keepdim=True) < 1).float()
    weight = 0.2 + 0.8 * inside
    far = {k: (found[k] - motion).square().sum(1, keepdim=True).add(1e-6).sqrt() for k in ("guess", "motion")}
    place = ((true.clamp(-1, 0.999) + 1) / 2 * DAY_GRID).long()
    index = (place[:, 1] * DAY_GRID + place[:, 0]).flatten(1)
    match = F.cross_entropy(found["logits"].transpose(1, 2), index, reduction="none")
    match = (match * inside.flatten(1)).sum() / inside.sum().clamp(min=1)
    doubt = found["doubt"]
    sure = (far["motion"].detach() * PIXELS * torch.exp(-doubt) + doubt).mean()
    loss = sum((f * weight).mean() for f in far.values()) * 32 + 0.3 * match + 0.05 * sure
    return loss, (far["motion"] * inside).sum() / inside.sum().clamp(min=1) * PIXELS


def measure(net: Aligner, bank: ColorBank, count: int) -> float:
    """Mean error in pixels over the first triples of a bank."""
    net.eval()
    errors = []
    with torch.no_grad():
        for start in range(0, count, 16):
            batch = load(bank, list(range(start, min(start + 16, count))), SIDE)
            errors.append(losses(net(batch.night, batch.day[:, :1]), batch)[1].item())
    net.train()
    return float(np.mean(errors))


def train(args: argparse.Namespace) -> None:
    """Trains, or goes on with it. args: work, steps, batch, seed."""
    torch.manual_seed(args.seed)
    bank, val = ColorBank(args.work / "train"), ColorBank(args.work / "val2")
    net = Aligner().to(memory_format=torch.channels_last)
    training = Training(
        args.work / "aligner.pt", {"net": net}, [{"params": net.parameters()}], Schedule(args.steps, 2e-3)
    )
    progress = Progress("aligner", training.step, args.steps)
    while training.step < args.steps:
        if training.step % 50 == 0:
            bank.refresh()
        rng = np.random.default_rng([args.seed, training.step])
        batch = vary(load(bank, rng.choice(len(bank), args.batch, replace=False).tolist(), SIDE), rng)
        loss, pixels = losses(net(batch.night, batch.day[:, :1]), batch)
        training.learn(loss)
        progress.show(loss=loss.item(), pixels=pixels.item())
        if training.step % 250 == 0:
            progress.tell(f"step {training.step}: val {measure(net, val, 96):.2f} px")
    training.save()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder with the banks train and val2")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train(args)


if __name__ == "__main__":
    main()
