"""Writes models/cry-tiny/card.json and card.md from measured numbers."""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from cry.card import sources
from cry.export import sha256
from cry.features import MODELS_DIR
from cry.golden import write_json
from cry.report import clip_table, fooled_by, source_table, table

TRAIN = "python -m tiny.pipeline --data AUDIO_DIR --teacher YAMNET --work WORK --models models"


def card(folder: Path, data: Path, exported: dict, metrics: dict, version: str, note: str) -> dict:
    """The card of an exported model; exported is what tiny.export returned."""
    return {
        "name": "cry-tiny",
        "version": version,
        "file": "cry-tiny.bin",
        "sha256": sha256(folder / "cry-tiny.bin"),
        "twin": {"file": "cry-tiny.onnx", "sha256": sha256(folder / "cry-tiny.onnx")},
        "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "features_profile": "cry-tiny",
        "context_windows": 2,
        "inputs": [{"name": "log_mel", "type": "float32", "shape": ["batch", 100, 40]}],
        "outputs": [{"name": "probability", "type": "float32", "shape": ["batch"]}],
        "thresholds": {"window": 0.5},
        "size": {key: exported[key] for key in ("parameters", "multiply_adds_per_second")},
        "calibration_error_val_scenes": exported["calibration_error_val_scenes"],
        "metrics": metrics,
        "training": {"command": TRAIN, "seed": 1, "note": note},
        "data": sources(data),
        "licence": "GPL-3.0-or-later for the code; the training data's terms are listed under data",
    }


def text(card: dict) -> str:
    """The card for people."""
    clips = card["metrics"]["test"]["clips"]
    rows = [[entry["source"], entry["licence"], entry["attribution"]] for entry in card["data"]]
    size, training = card["size"], card["training"]
    return "\n\n".join(
        (
            "# cry-tiny",
            "The monitor's own probability that an infant cries in the last of two 1 s windows: int8 weights and"
            f" activations, {size['parameters']:,} parameters, {size['multiply_adds_per_second'] / 1e6:.1f} million"
            " multiply-adds a second of sound. `cry-tiny.bin` is the board's file, `cry-tiny.onnx` its twin for"
            " comparison.",
            f"Version {card['version']}. {training['note']}",
            clip_table(card["metrics"]).replace("cry-full", "cry-tiny"),
            f"At probability {card['thresholds']['window']} on the test split:",
            source_table(clips),
            f"What fools it, as false positive rate a clip (clips): {fooled_by(clips)}.",
            f"Training: `{training['command']}`, seed {training['seed']}. Measured by `python -m cry.measure --profile"
            " cry-tiny`; what its gate streams, by `./cradlewatch eval nights --edge` (docs/models.md).",
            table(["source", "licence", "attribution"], rows),
            f"The model file: {card['licence']}.\n",
        )
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=MODELS_DIR / "cry-tiny")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--exported", type=Path, required=True, help="what tiny.pipeline printed, as a file")
    parser.add_argument("--metrics", type=Path, nargs="*", default=[], help="name.json files; the name is the key")
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--note", default="", help="what a reader must know of this training run")
    args = parser.parse_args()
    metrics = {path.stem: json.loads(path.read_text()) for path in args.metrics}
    exported = json.loads(args.exported.read_text())
    made = card(args.folder, args.data, exported, metrics, args.version, args.note)
    write_json(args.folder / "card.json", made)
    (args.folder / "card.md").write_text(text(made))


if __name__ == "__main__":
    main()
