"""More sounds that are no cry: recordings that Debian's packages carry, all of them free as Debian defines it.

Games, toys and sound themes hold animals, voices in many languages, tools, alarms and music. The teacher sorts them by
its classes and drops what may be a cry, so that nobody has to label them.
"""

import argparse
import hashlib
import io
import subprocess
import tarfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.signal
import soundfile
from tqdm import tqdm

from .audio import RATE
from .teacher import Yamnet, cry_score

PACKAGES = Path(__file__).parent.parent / "packages.txt"
SUFFIXES = (".ogg", ".oga", ".wav", ".mp3", ".flac")
FILES_A_PACKAGE = 450
EXCERPT = 8 * RATE
SHORTEST = int(0.15 * RATE)
MAY_BE_A_CRY = 0.25
NEAR = 0.005


@dataclass(frozen=True)
class Found:
    """Sounds by the teacher's best class, and those that the teacher finds nearest to a cry."""

    by_class: dict[int, list[np.ndarray]]
    near: list[np.ndarray]

    def draw(self, rng: np.random.Generator) -> np.ndarray:
        """A sound: one in four from the near ones, else classes by the square root of their size."""
        if self.near and rng.random() < 0.25:
            return self.near[rng.integers(len(self.near))]
        names = sorted(self.by_class)
        shares = np.sqrt([len(self.by_class[name]) for name in names])
        sounds = self.by_class[names[int(rng.choice(len(names), p=shares / shares.sum()))]]
        return sounds[rng.integers(len(sounds))]


def package_names() -> list[str]:
    """Names of packages.txt, one a line as `name version`."""
    return [line.split()[0] for line in PACKAGES.read_text().splitlines() if line and not line.startswith("#")]


def fetch(work: Path, name: str) -> Path:
    """Downloads a package that is missing to WORK/packages with apt-get, without installing it."""
    folder = work / "packages"
    folder.mkdir(parents=True, exist_ok=True)
    if not list(folder.glob(f"{name}_*.deb")):
        subprocess.run(["apt-get", "download", "-qq", name], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    return sorted(folder.glob(f"{name}_*.deb"))[-1]


def recordings(package: Path) -> Iterator[bytes]:
    """Sound files in a package: at most FILES_A_PACKAGE, taken evenly over its list."""
    command = ["dpkg", "--fsys-tarfile", str(package)]
    listing = subprocess.run(["dpkg", "--contents", str(package)], check=True, capture_output=True, text=True).stdout
    names = [line.split(maxsplit=5)[5] for line in listing.splitlines() if line.startswith("-")]
    count = sum(_is_wanted(name) for name in names)
    wanted = set(np.linspace(0, count - 1, min(count, FILES_A_PACKAGE)).astype(int).tolist())
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
            index = 0
            for member in archive:
                if member.isfile() and _is_wanted(member.name):
                    if index in wanted:
                        yield archive.extractfile(member).read()
                    index += 1


def _is_wanted(name: str) -> bool:
    """A sound; of a picture's sound and the spoken name of the picture, the sound alone."""
    return name.lower().endswith(SUFFIXES) and "_desc" not in name


def decode(content: bytes) -> np.ndarray | None:
    """Mono samples at 16 kHz, or None for what is no sound or too short."""
    try:
        samples, rate = soundfile.read(io.BytesIO(content), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError:
        return None
    mono = samples.mean(axis=1)[: 240 * rate]
    if rate < 8000 or mono.size < SHORTEST * rate / RATE or np.abs(mono).max(initial=0) < 1e-3:
        return None
    step = np.gcd(rate, RATE)
    return scipy.signal.resample_poly(mono, RATE // step, rate // step).astype(np.float32)


def excerpts(samples: np.ndarray) -> list[np.ndarray]:
    """Up to three pieces of 8 s, spread over a long recording; a short one whole."""
    if samples.size <= EXCERPT:
        return [samples]
    starts = np.linspace(0, samples.size - EXCERPT, min(3, samples.size // EXCERPT + 1)).astype(int)
    return [samples[s : s + EXCERPT] for s in starts]


def collect(work: Path, teacher: Yamnet) -> list[Path]:
    """Decodes and sorts the packages, each into WORK/sounds/NAME.npz; finished files are kept."""
    folder = work / "sounds"
    folder.mkdir(parents=True, exist_ok=True)
    stored = [folder / f"{name}.npz" for name in package_names()]
    missing = [path for path in stored if not path.exists()]
    for path in tqdm(missing, desc="sounds"):
        _sort(fetch(work, path.stem), path, teacher)
    return stored


def _sort(package: Path, stored: Path, teacher: Yamnet) -> None:
    pieces, classes, scores = [], [], []
    for content in recordings(package):
        samples = decode(content)
        for piece in [] if samples is None else excerpts(samples):
            loud = np.clip(piece / (np.abs(piece).max() + 1e-9) * 0.7, -1, 1)
            logits = teacher.stream(loud, 8000)
            pieces.append((loud * 32767).astype(np.int16))
            classes.append(int(logits.mean(axis=0).argmax()))
            scores.append(float(cry_score(logits).max()))
    partial = stored.with_suffix(".part.npz")
    np.savez(
        partial,
        samples=np.concatenate(pieces),
        ends=np.cumsum([p.size for p in pieces]),
        classes=np.array(classes, np.int16),
        scores=np.array(scores, np.float32),
    )
    partial.rename(stored)


def load(stored: Sequence[Path], split: str) -> Found:
    """The sounds that are surely no cry, int16, at 0.7 of full scale, each once; one in ten is kept for split val."""
    by_class: dict[int, list[np.ndarray]] = defaultdict(list)
    near, seen = [], set()
    for path in stored:
        with np.load(path) as data:
            pieces = np.split(data["samples"], data["ends"][:-1])
            classes, scores = data["classes"], data["scores"]
        for piece, name, score in zip(pieces, classes, scores, strict=True):
            digest = hashlib.sha256(piece).digest()
            if digest in seen:
                continue
            for_val = len(seen) % 10 == 0
            seen.add(digest)
            if score < MAY_BE_A_CRY and for_val == (split == "val"):
                by_class[int(name)].append(piece)
                near += [piece] if score >= NEAR else []
    return Found(dict(by_class), near)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    args = parser.parse_args()
    print(*collect(args.work, Yamnet(args.teacher)), sep="\n")


if __name__ == "__main__":
    main()
