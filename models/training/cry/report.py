"""Writes models/cry-full/card.md and its tables in docs/models.md from card.json, so that none is copied."""

import argparse
import json
from pathlib import Path

from .features import MODELS_DIR

BEGIN, END = "<!-- cry-full: written by cry.report -->", "<!-- cry-full: end -->"
LIMITS = (
    "About 130 infants, mostly telephone recordings of one app. Baby laughter hardly occurs in the training data. The"
    " intervals are wide.\n\nThe ESC-50 clips and one piece of librosa's are licensed for non-commercial use"
    " (CC BY-NC)."
    " Whether that binds a model trained on them is not settled; to be on the safe side in a product, train again with"
    " `--without esc50 librosa_examples`."
)
COLUMNS = (("val", "cry-full val"), ("test", "cry-full test"), ("yamnet_test", "YAMNet test"))


def interval(clips: dict, key: str) -> str:
    """A metric with its 95 % interval."""
    low, high = clips[f"{key}_ci95"]
    return f"{clips[key]:.3f} ({low:.3f} to {high:.3f})"


def table(header: list[str], rows: list[list[str]]) -> str:
    """A Markdown table, the first column to the left."""
    lines = ["| " + " | ".join(header) + " |", "| --- |" + " ---: |" * (len(header) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def clip_table(metrics: dict) -> str:
    """Metrics of whole clips beside YAMNet's."""
    columns = [(name, metrics[key]["clips"]) for key, name in COLUMNS if key in metrics]
    rows = [
        ["AUC (95 % interval by group)"] + [interval(clips, "auc") for _, clips in columns],
        ["AUC without inferred negatives"] + [interval(clips, "auc_without_inferred") for _, clips in columns],
        ["average precision"] + [f"{clips['average_precision']:.3f}" for _, clips in columns],
        ["recall at 1 % false positives"] + [f"{clips['recall_at_1pct_fpr']:.3f}" for _, clips in columns],
    ]
    return table(["clips", *(name for name, _ in columns)], rows)


def source_table(clips: dict) -> str:
    """Rates of each source."""
    rows = []
    for name, rates in clips["by_source"].items():
        shown = (rates.get(key) for key in ("auc", "recall", "fpr"))
        rows.append([name, str(rates["clips"]), *("" if value is None else f"{value:.3f}" for value in shown)])
    return table(["source", "clips", "AUC", "recall", "false positive rate"], rows)


def fooled_by(clips: dict) -> str:
    """Classes with false positives, worst first."""
    wrong = [(rates["fpr"], name, rates["clips"]) for name, rates in clips["by_class"].items() if rates.get("fpr")]
    return ", ".join(f"{name} {rate:.2f} ({count})" for rate, name, count in sorted(wrong, reverse=True))


def body(card: dict) -> str:
    """Everything that is measured of the model."""
    metrics = card["metrics"]
    test, val = metrics["test"]["clips"], metrics["val"]["clips"]
    threshold = card["thresholds"]["window"]
    parts = [
        f"Version {card['version']}. Training: {card['training']['note']}.",
        clip_table(metrics),
        "A clip's score is the greatest over its 1 s windows. `python -m cry.measure` measures the model,"
        " `python -m cry.yamnet_baseline` YAMNet.",
        f"At probability {threshold} on the test split:",
        source_table(test),
        f"What fools it, as false positive rate a clip (clips). Test: {fooled_by(test)}. Validation: {fooled_by(val)}.",
    ]
    if test["auc"] < metrics["yamnet_test"]["clips"]["auc"]:
        parts.append(
            f"**The goal is not reached: AUC {test['auc']:.3f} on the test split is below YAMNet's"
            f" {metrics['yamnet_test']['clips']['auc']:.3f}.**"
            " Transfer to corpora that are not in the data was not measured."
        )
    return "\n\n".join(parts)


def sources(card: dict) -> str:
    """Data and licences."""
    rows = [[entry["source"], entry["licence"], entry["attribution"]] for entry in card["data"]]
    return table(["source", "licence", "attribution"], rows)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--card", type=Path, default=MODELS_DIR / "cry-full" / "card.json")
    parser.add_argument("--docs", type=Path, default=MODELS_DIR.parent / "docs" / "models.md")
    args = parser.parse_args()
    card = json.loads(args.card.read_text())
    training = card["training"]
    text = "\n\n".join(
        (
            "# cry-full",
            "The probability that an infant cries in the last of four 1 s windows. Input, output, checksum: card.json.",
            "## Measured",
            body(card),
            "## Training",
            f"`{training['command']}`, seed {training['seed']}; {training['data']}. How: docs/models.md.",
            "## Data and licences",
            sources(card),
            f"The model file: {card['licence']}.",
            "## Limits",
            LIMITS + "\n",
        )
    )
    args.card.with_suffix(".md").write_text(text)
    docs = args.docs.read_text()
    before, rest = docs.split(BEGIN)
    args.docs.write_text(f"{before}{BEGIN}\n\n{body(card)}\n\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    main()
