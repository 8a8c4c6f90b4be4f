"""Writes models/cry-full/card.json from measured numbers."""

import argparse
import csv
import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from .export import sha256
from .golden import write_json

TRAIN = "python -m cry.pipeline --data AUDIO_DIR --teacher YAMNET --work WORK --models models"


def sources(data: Path) -> list[dict]:
    """Source, licences and an attribution summary of the training and validation clips."""
    licences: dict[str, set[str]] = defaultdict(set)
    authors: dict[str, set[str]] = defaultdict(set)
    with (data / "manifest.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if row["split"] in ("train", "val"):
                licences[row["source"]].add(row["license"])
                authors[row["source"]].add(row["attribution"])
    return [
        {
            "source": source,
            "licence": "; ".join(sorted(licences[source])),
            "attribution": next(iter(authors[source]))
            if len(authors[source]) == 1
            else f"{len(authors[source])} attributions, see models/cry-full/credits.csv",
        }
        for source in sorted(licences)
    ] + [
        {
            "source": "sound files of Debian packages",
            "licence": "free by the Debian Free Software Guidelines; each package's copyright file has the terms",
            "attribution": "the authors named there; packages and versions are in models/training/packages.txt",
        }
    ]


def write_credits(data: Path, path: Path) -> None:
    """Lists, for each recording that the model learned from, its author and licence."""
    with (data / "manifest.csv").open(newline="") as source, path.open("w", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(("recording", "licence", "attribution"))
        for row in csv.DictReader(source):
            if row["split"] in ("train", "val"):
                writer.writerow((row["path"], row["license"], row["attribution"]))


def card(model: Path, data: Path, metrics: dict, version: str, note: str) -> dict:
    """The card of an exported model."""
    return {
        "name": "cry-full",
        "version": version,
        "file": model.name,
        "sha256": sha256(model),
        "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "features_profile": "cry-full",
        "inputs": [{"name": "log_mel", "type": "float32", "shape": ["batch", 200, 64]}],
        "outputs": [{"name": "probability", "type": "float32", "shape": ["batch"]}],
        "context_windows": 4,
        "thresholds": {"window": 0.5},
        "metrics": metrics,
        "training": {
            "command": TRAIN,
            "seed": 1,
            "data": "train split and sounds of Debian packages; calibrated on scenes of the val split",
            "note": note,
        },
        "data": sources(data),
        "licence": "GPL-3.0-or-later for the code; the training data's terms are listed under data",
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--note", default="", help="what a reader must know of this training run")
    parser.add_argument("--metrics", type=Path, nargs="*", default=[], help="name.json files; the name is the key")
    args = parser.parse_args()
    write_credits(args.data, args.model.parent / "credits.csv")
    metrics = {path.stem: json.loads(path.read_text()) for path in args.metrics}
    write_json(args.model.parent / "card.json", card(args.model, args.data, metrics, args.version, args.note))


if __name__ == "__main__":
    main()
