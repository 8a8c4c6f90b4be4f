"""Trains color-auto: colours without a day picture.

There are far fewer photos than such a model would need, and a net that may change its encoder learns them by heart
(16.8 on val after 11.7 on train). So the encoder stays as it was published, features are left out at random, and no
crop comes twice.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from .bank import SIZE, ColorBank
from .batches import load, vary
from .figures import ab_error, colored, colorfulness
from .lite import load_published
from .loop import Progress, Schedule, Training
from .net import AB_SCALE, ColorAuto, encoder_input
from .start import taken_over
from .train import LEFT_OUT, distance, half

BATCH = 16
RATE = 1e-3
CROP = 192
LEAST_CROP = 144


def measure(net: ColorAuto, bank: ColorBank, count: int) -> str:
    """Figures of so many triples of a bank."""
    net.eval()
    errors, differences = [], []
    with torch.no_grad():
        chosen = np.linspace(0, len(bank) - 1, count).astype(int).tolist()
        for start in range(0, count, BATCH):
            batch = load(bank, chosen[start : start + BATCH], SIZE)
            ab, truth = net(batch.night), batch.truth[:, 1:]
            errors.extend(ab_error(ab, truth).tolist())
            real = colorfulness(colored(batch.truth[:, :1], truth))
            differences.extend((colorfulness(colored(batch.night, ab)) - real).tolist())
    net.train()
    net.encoder.eval()
    return f"ab {np.mean(errors):.2f}, dCF {np.mean(np.abs(differences)):.2f}, CF {np.mean(differences):.2f}"


def crops(pictures: torch.Tensor, rng: np.random.Generator) -> torch.Tensor:
    """A part of each picture, of any size and place, brought to CROP x CROP."""
    found = []
    for picture in pictures:
        side = int(rng.integers(LEAST_CROP, SIZE + 1))
        top, left = rng.integers(0, SIZE - side + 1, 2)
        part = picture[None, :, top : top + side, left : left + side]
        found.append(F.interpolate(part, size=(CROP, CROP), mode="bilinear", antialias=True))
    return torch.cat(found).contiguous(memory_format=torch.channels_last)


def train(args: argparse.Namespace) -> None:
    """Trains, or goes on with it. args: work, start, auto_steps, measure, seed."""
    torch.manual_seed(args.seed)
    bank, val = ColorBank(args.work / "train"), ColorBank(args.work / "val2")
    net = ColorAuto()
    load_published(net.encoder)
    if args.start:
        net = taken_over(net, args.start)
    net.encoder.requires_grad_(False)
    net = net.to(memory_format=torch.channels_last)
    groups = [{"params": [*net.decoder.parameters(), *net.head.parameters()]}]
    training = Training(args.work / "color-auto.pt", {"net": net}, groups, Schedule(args.auto_steps, RATE))
    progress = Progress("auto", training.step, args.auto_steps)
    net.train()
    net.encoder.eval()
    while training.step < args.auto_steps:
        if training.step % 50 == 0:
            bank.refresh()
        rng = np.random.default_rng([args.seed, 3, training.step])
        batch = vary(load(bank, rng.choice(len(bank), BATCH, replace=False).tolist(), SIZE), rng)
        night, truth = crops(torch.cat((batch.night, batch.truth[:, 1:]), 1), rng).split((1, 2), 1)
        with torch.no_grad():
            features = net.encoder(encoder_input(night))
        x = net.decoder([F.dropout2d(f, LEFT_OUT) for f in features], [])
        ab, truth = net.head(x) * AB_SCALE, half(truth)
        loss = distance(ab, truth)
        training.learn(loss)
        progress.show(loss=loss.item(), ab=ab_error(ab.detach(), truth).mean().item())
        if training.step % args.measure == 0:
            progress.tell(f"auto step {training.step}: {measure(net, val, 96)}")
    training.save()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder with the banks train and val2")
    parser.add_argument("--start", type=Path, help="ONNX file of color-auto to begin with")
    parser.add_argument("--auto-steps", type=int, default=600)
    parser.add_argument("--measure", type=int, default=100, help="steps from one measure on val to the next")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train(args)


if __name__ == "__main__":
    main()
