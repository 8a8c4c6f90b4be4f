"""Writes the found sounds kept for validation that are most like a cry, beside the clips' manifest.

The recordings' own validation split holds two cats and nobody who plays one; nights mixed from both show which filter
rings for such sounds. Nothing here is trained on.
"""

import argparse
import csv
from pathlib import Path

import numpy as np
import scipy.io.wavfile

from . import sounds
from .audio import RATE
from .teacher import Yamnet, class_names

VOICES_AND_ANIMALS = range(6, 132)
FIELDS = ("path", "source", "label", "original_class", "group_id", "split")


def chosen(found: sounds.Found) -> list[tuple[int, np.ndarray]]:
    """The teacher's class and the samples of voices that do not speak, of animals, and of what comes near a cry."""
    near = {piece.tobytes() for piece in found.near}
    return [
        (name, piece)
        for name, pieces in sorted(found.by_class.items())
        for piece in pieces
        if name in VOICES_AND_ANIMALS or piece.tobytes() in near
    ]


def write(found: sounds.Found, names: list[str], manifest: Path, out: Path) -> int:
    """Writes OUT/*.wav and OUT/manifest.csv, which lists the val clips of manifest too; returns how many are new.

    Class names begin with cat_like, by which the mixer of nights knows a hard confuser.
    """
    out.mkdir(parents=True, exist_ok=True)
    with manifest.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "val"]
    for row in rows:
        row["path"] = str((manifest.parent / row["path"]).resolve())
    kept = chosen(found)
    for index, (name, piece) in enumerate(kept):
        path = f"{index:04d}.wav"
        scipy.io.wavfile.write(out / path, RATE, piece)
        values = (path, "found", "not_cry", f"cat_like:{names[name]}", f"found:{index}", "val")
        rows.append(dict(zip(FIELDS, values, strict=True)))
    with (out / "manifest.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return len(kept)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with manifest.csv")
    parser.add_argument("--teacher", type=Path, required=True, help="YAMNet as .tflite, its class map beside it")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    args = parser.parse_args()
    stored = sounds.collect(args.work, Yamnet(args.teacher))
    names = class_names(args.teacher.with_name("yamnet_class_map.csv"))
    count = write(sounds.load(stored, "val"), names, args.data / "manifest.csv", args.out)
    print(f"{args.out}: {count} sounds that are no cry beside the clips")


if __name__ == "__main__":
    main()
