"""Draws found episodes and time to alert against false alarms, beside YAMNet with Frigate's rule on the same nights."""

import argparse
import json
from pathlib import Path

import matplotlib
import numpy as np

from .export import onnx_scorer
from .features import LogMel
from .measure import night_reports, night_scores
from .nights import FilterPlan
from .teacher import Yamnet
from .yamnet_baseline import night_windows, yamnet_report

matplotlib.use("Agg")
import matplotlib.pyplot as plt

OPEN_ODDS = np.linspace(-3, 14, 60)
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
SENSITIVITIES = {"low": 0.97, "normal": 0.86, "high": 0.45}


def series(reports: list[dict]) -> dict[str, list]:
    """Columns of a row of reports."""
    return {
        "false_alarms_per_8h": [r["false_alarms_per_8h"] for r in reports],
        "recall": [r["recall"] for r in reports],
        "median_s": [r["time_to_alert_s"]["median"] for r in reports],
    }


def draw(curves: dict[str, dict[str, list]], path: Path) -> None:
    """Two panels: share found and median time to alert, both over false alarms per 8 h."""
    figure, axes = plt.subplots(1, 2, figsize=(10, 4.2), layout="constrained")
    for name, curve in curves.items():
        points = "sensitivity" in name or "threshold 0.8" in name
        style = {"marker": "o", "linestyle": "none"} if points else {"marker": ".", "linewidth": 1}
        for axis, key in zip(axes, ("recall", "median_s"), strict=True):
            axis.plot(
                curve["false_alarms_per_8h"], [np.nan if v is None else v for v in curve[key]], label=name, **style
            )
    for axis, label in zip(axes, ("episodes found", "median time to alert, s"), strict=True):
        axis.set_xscale("symlog", linthresh=1)
        axis.set_xlim(-0.1, 400)
        axis.set_xlabel("false alarms per 8 h")
        axis.set_ylabel(label)
        axis.grid(alpha=0.3)
    axes[0].set_ylim(0, 1.02)
    axes[1].set_ylim(0, 15)
    axes[0].legend(fontsize=8, loc="lower right")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True, help="YAMNet as .tflite")
    parser.add_argument("--nights", nargs="+", required=True, metavar="NAME=DIR")
    parser.add_argument("--out", type=Path, required=True, help="PNG; a JSON of the same name holds the numbers")
    args = parser.parse_args()
    log_mel, scorer, yamnet, curves = LogMel.profile("cry-full"), onnx_scorer(args.model), Yamnet(args.teacher), {}
    sweep = FilterPlan(open_at=1 / (1 + np.exp(-OPEN_ODDS)))
    chosen = FilterPlan(open_at=np.array(list(SENSITIVITIES.values())))
    for name, folder in (item.split("=", 1) for item in args.nights):
        scores = night_scores(Path(folder), log_mel, scorer)
        curves[f"cry-full, {name}"] = series(night_reports(Path(folder), scores, sweep))
        curves[f"{name}: sensitivity low, normal, high"] = series(night_reports(Path(folder), scores, chosen))
        windows = night_windows(Path(folder), yamnet)
        curves[f"YAMNet, {name}"] = series([yamnet_report(Path(folder), windows, t) for t in THRESHOLDS])
        curves[f"YAMNet, {name}, threshold 0.8 (Frigate)"] = series([yamnet_report(Path(folder), windows, 0.8)])
    draw(curves, args.out)
    args.out.with_suffix(".json").write_text(json.dumps(curves, indent=1) + "\n")


if __name__ == "__main__":
    main()
