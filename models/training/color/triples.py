"""Day, night and truth of one scene: simulated from photos by make_pairs.py, or from real near-infrared pairs."""

import csv
import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
from PIL import Image
from scipy.ndimage import correlate1d

HARDEST = 3.0


@dataclass(frozen=True)
class Triple:
    """One scene, three pictures of SIZE x SIZE.

    day and truth: uint8 [size, size, 3] sRGB; night: uint8 [size, size]; motion: [3, 3], homography from a pixel of the
    night picture to the pixel of the day picture that shows the same place.
    """

    day: np.ndarray
    night: np.ndarray
    truth: np.ndarray
    motion: np.ndarray


@dataclass(frozen=True)
class Photo:
    """A picture of the manifest: a colour photo, or the day picture of a real pair and its night picture."""

    path: str
    scene: str
    source: str
    night: str = ""


def load_simulator(images: Path) -> ModuleType:
    """make_pairs.py of the folder with the pictures: the definition of a simulated triple. Its blur is done by SciPy,
    which gives the same to rounding, several times as fast."""
    spec = importlib.util.spec_from_file_location("make_pairs", images / "make_pairs.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{images}: no make_pairs.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_pairs"] = module
    spec.loader.exec_module(module)
    module.blur = _blur
    return module


def _blur(a: np.ndarray, sigma: float) -> np.ndarray:
    if sigma < 0.15:
        return a
    radius = min(max(1, int(np.ceil(3 * sigma))), min(a.shape[:2]) - 1)
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    for axis in (0, 1):
        a = correlate1d(a, kernel, axis, mode="mirror")
    return a


def photos(images: Path, split: str) -> list[Photo]:
    """Photos and real pairs of a split, in the order of their paths."""
    with (images / "manifest.csv").open(newline="") as file:
        rows = sorted((r for r in csv.DictReader(file) if r["split"] == split), key=lambda r: r["path"])
    nights = {r["pair_id"]: r["path"] for r in rows if r["kind"] == "night"}
    found = []
    for r in rows:
        if r["kind"] == "photo":
            found.append(Photo(r["path"], r["scene_id"], r["source"]))
        elif r["kind"] == "day" and r["pair_id"] in nights:
            found.append(Photo(r["path"], r["scene_id"], r["source"], nights[r["pair_id"]]))
    return found


class TripleMaker:
    """Makes triples of the photos of one split."""

    def __init__(self, images: Path, split: str, size: int) -> None:
        self.images, self.size = images, size
        self.simulator = load_simulator(images)
        self.photos = photos(images, split)
        self.donors = [p for p in self.photos if not p.night]

    def make(self, index: int, seed: int, level: float) -> Triple:
        """The triple of photo `index`; the same arguments give the same triple."""
        photo = self.photos[index]
        state = np.random.RandomState(np.random.default_rng([seed, index]).integers(2**32, dtype=np.uint64) % 2**32)
        return self._real(photo, state, level) if photo.night else self._simulated(photo, state, level)

    def _open(self, path: str) -> Image.Image:
        return self.simulator.open_photo(str(self.images / path), self.size)

    def _simulated(self, photo: Photo, rng: np.random.RandomState, level: float) -> Triple:
        sim = self.simulator
        others = [d for d in (self.donors[rng.randint(len(self.donors))] for _ in range(12)) if d.scene != photo.scene]
        donors = [self._open(d.path) for d in others[:3]]
        padded, at_night, by_day, _ = sim.view_matrices(rng, self._open(photo.path), self.size, level)
        night = np.clip(sim.warp(padded, at_night, self.size), 0, 1)
        day = np.clip(sim.warp(padded, by_day, self.size), 0, 1)
        night, day, _ = sim.change_objects(rng, night, day, donors, self.size, level)
        day = sim.day_camera(rng, day, level)
        return Triple(_bytes(day), sim.night_camera(rng, night), _bytes(night), np.linalg.inv(by_day) @ at_night)

    def _real(self, photo: Photo, rng: np.random.RandomState, level: float) -> Triple:
        """A real pair, which is aligned: the day picture is nudged as a simulated one would be."""
        sim = self.simulator
        padded, at_night, by_day, _ = sim.view_matrices(rng, self._open(photo.path), self.size, level)
        infrared, infrared_view = self._infrared(photo, padded, at_night)
        truth = np.clip(sim.warp(padded, at_night, self.size), 0, 1)
        day = sim.day_camera(rng, np.clip(sim.warp(padded, by_day, self.size), 0, 1), level)
        night = np.clip(sim.warp(infrared, infrared_view, self.size), 0, 1).mean(2)
        return Triple(_bytes(day), _bytes(night), _bytes(truth), np.linalg.inv(by_day) @ at_night)

    def _infrared(self, photo: Photo, padded: Image.Image, view: np.ndarray) -> tuple[Image.Image, np.ndarray]:
        picture = self._open(photo.night)
        pad = int(0.3 * min(picture.size))
        around = np.pad(np.asarray(picture), ((pad, pad), (pad, pad), (0, 0)), mode="reflect")
        if around.shape[:2] != np.asarray(padded).shape[:2]:
            raise ValueError(f"{photo.night} differs in size from {photo.path}")
        return Image.fromarray(around), view


def _bytes(picture: np.ndarray) -> np.ndarray:
    return np.uint8(np.clip(picture, 0, 1) * 255 + 0.5)
