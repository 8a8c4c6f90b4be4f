"""Trains the tone: how far exposure and white balance of a day picture are off.

From photos of the train split, each changed as make_pairs.py's day camera does (the same formulas, in torch, so that no
change comes twice). Photos stand for how pictures usually look.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from .figures import colored, colorfulness
from .lab import srgb_to_lab
from .loop import Progress, Schedule, Training
from .tone import SIDE, Tone, corrected
from .triples import HARDEST, load_simulator, photos

BATCH = 32
RATE = 1.5e-3
STORED = 160
LEAST_CROP = 104
LONG = 1.25
MEASURED_LEVEL = 2.0
PALE = 0.02


def squares(images: Path, split: str) -> np.ndarray:
    """Photos of a split as squares of STORED pixels, of long ones both ends: uint8 [n, STORED, STORED, 3]."""
    simulator, found = load_simulator(images), []
    for photo in photos(images, split):
        picture = simulator.open_photo(str(images / photo.path), 256)
        side = min(picture.size)
        for k in (0.5,) if max(picture.size) < LONG * side else (0.0, 1.0):
            left, top = (int((length - side) * k) for length in picture.size)
            part = picture.crop((left, top, left + side, top + side))
            found.append(np.asarray(part.resize((STORED, STORED), Image.Resampling.BOX)))
    return np.stack(found)


def _about(generator: torch.Generator, most: float, shape: tuple[int, ...]) -> torch.Tensor:
    return (torch.rand(shape, generator=generator) * 2 - 1) * most


def day_camera(rgb: torch.Tensor, level: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """sRGB [n, 3, h, w] in 0..1 as a day camera of that level [n] of make_pairs.py takes it, but for its blur."""
    n, level = len(rgb), level.view(-1, 1, 1, 1)
    linear = torch.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    white = 1 + _about(generator, 0.05, (n, 3, 1, 1)) * level
    light = linear * 2 ** (_about(generator, 0.22, (n, 1, 1, 1)) * level) * white / white.mean(1, keepdim=True)
    grey = light.mean(1, keepdim=True)
    light = (grey + (light - grey) * (1 + _about(generator, 0.06, (n, 1, 1, 1)) * level)).clamp(0, 1)
    srgb = torch.where(light <= 0.0031308, light * 12.92, 1.055 * light.clamp(min=1e-5) ** (1 / 2.4) - 0.055)
    srgb = srgb ** (1 + _about(generator, 0.05, (n, 1, 1, 1)) * level)
    noise = torch.randn(srgb.shape, generator=generator) * (torch.rand((n, 1, 1, 1), generator=generator) * 1.3 + 0.3)
    return (srgb + noise / 255).clamp(0, 1)


def crops(pictures: np.ndarray, rng: np.random.Generator) -> torch.Tensor:
    """A part of each picture, mirrored or not, brought to SIDE x SIDE: sRGB [n, 3, SIDE, SIDE] in 0..1."""
    found = []
    for picture in pictures:
        side = int(rng.integers(LEAST_CROP, STORED + 1))
        top, left = rng.integers(0, STORED - side + 1, 2)
        part = picture[top : top + side, left : left + side, :: int(rng.choice((-1, 1)))]
        plane = torch.from_numpy(part.copy()).permute(2, 0, 1)[None].float() / 255
        found.append(F.interpolate(plane, size=(SIDE, SIDE), mode="bilinear", antialias=True))
    return torch.cat(found).clamp(0, 1)


def errors(ab: torch.Tensor, truth_lab: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean distance in (a, b) and difference in CF of each picture [n]."""
    far = (ab - truth_lab[:, 1:]).square().sum(1).add(1e-6).sqrt().mean((1, 2))
    real = colorfulness(colored(truth_lab[:, :1], truth_lab[:, 1:]))
    return far, (colorfulness(colored(truth_lab[:, :1], ab)) - real).abs()


def measure(net: Tone, pictures: np.ndarray) -> str:
    """Figures of all pictures, changed at MEASURED_LEVEL, as they are and corrected."""
    net.eval()
    generator = torch.Generator().manual_seed(5)
    found: dict[str, list[float]] = {}
    edge = (STORED - SIDE) // 2
    with torch.no_grad():
        for start in range(0, len(pictures), BATCH):
            part = pictures[start : start + BATCH, edge : edge + SIDE, edge : edge + SIDE]
            rgb = torch.from_numpy(part).permute(0, 3, 1, 2).float() / 255
            day = srgb_to_lab(day_camera(rgb, torch.full((len(rgb),), MEASURED_LEVEL), generator))
            for name, ab in (("as it is", day[:, 1:]), ("corrected", corrected(day, net(day))[:, 1:])):
                far, pale = errors(ab, srgb_to_lab(rgb))
                found.setdefault(f"ab {name}", []).extend(far.tolist())
                found.setdefault(f"dCF {name}", []).extend(pale.tolist())
    net.train()
    return ", ".join(f"{name} {np.mean(values):.3f}" for name, values in found.items())


def train(args: argparse.Namespace) -> None:
    """Trains, or goes on with it. args: images, work, tone_steps, seed."""
    torch.manual_seed(args.seed)
    pictures, val = (squares(args.images, split) for split in ("train", "val"))
    net = Tone()
    training = Training(
        args.work / "tone.pt", {"net": net}, [{"params": net.parameters()}], Schedule(args.tone_steps, RATE)
    )
    progress = Progress("tone", training.step, args.tone_steps)
    while training.step < args.tone_steps:
        rng = np.random.default_rng([args.seed, 4, training.step])
        generator = torch.Generator().manual_seed(int(rng.integers(2**62)))
        rgb = crops(pictures[rng.integers(len(pictures), size=BATCH)], rng)
        level = torch.from_numpy(rng.triangular(0.3, 2.2, HARDEST, BATCH)).float()
        day = srgb_to_lab(day_camera(rgb, level, generator))
        far, pale = errors(corrected(day, net(day))[:, 1:], srgb_to_lab(rgb))
        training.learn(far.mean() + PALE * pale.mean())
        progress.show(ab=far.mean().item(), dCF=pale.mean().item())
        if training.step % 300 == 0:
            progress.tell(f"tone step {training.step}: {measure(net, val)}")
    training.save()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=Path, required=True, help="folder with manifest.csv and make_pairs.py")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--tone-steps", type=int, default=2400)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train(args)


if __name__ == "__main__":
    main()
