"""Nights with known truth: window probabilities to alerts, and alerts against episodes."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

CLIP = 4.0


@dataclass(frozen=True)
class FilterPlan:
    """A two-state (quiet, crying) forward filter over 1 s windows with hysteresis; rates in 1/s, times in s."""

    enter_rate: float = 1 / 1800
    leave_rate: float = 1 / 20
    evidence: float = 0.7
    prior: float = 0.2
    open_at: float = 0.97
    close_below: float = 0.3
    close_after: int = 20


def logit(p: float) -> float:
    """Log-odds, finite for 0 and 1."""
    p = min(max(p, 1e-7), 1 - 1e-7)
    return float(np.log(p / (1 - p)))


def alert_times(probability: np.ndarray, plan: FilterPlan) -> list[tuple[int, int]]:
    """Alerts of a night as (index of the opening window, index after the last window of the alert)."""
    posterior, alerts, opened, quiet = plan.enter_rate, [], -1, 0
    for k, p in enumerate(probability):
        predicted = posterior * (1 - plan.leave_rate) + (1 - posterior) * plan.enter_rate
        odds = logit(predicted) + plan.evidence * (float(np.clip(logit(p), -CLIP, CLIP)) - logit(plan.prior))
        posterior = 1 / (1 + np.exp(-odds))
        if opened < 0 and posterior >= plan.open_at:
            opened, quiet = k, 0
        elif opened >= 0:
            quiet = quiet + 1 if posterior < plan.close_below else 0
            if quiet >= plan.close_after:
                alerts.append((opened, k + 1))
                opened = -1
    return alerts + ([(opened, len(probability))] if opened >= 0 else [])


def read_truth(folder: Path) -> dict[str, list[tuple[float, float]]]:
    """Episodes (start, end) in seconds by night, from truth.csv; nights without an episode have an empty list."""
    truth: dict[str, list[tuple[float, float]]] = {path.stem: [] for path in sorted(folder.glob("night-*.wav"))}
    with (folder / "truth.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            truth[row["night"]].append((float(row["start_s"]), float(row["end_s"])))
    return truth


def judge(episodes: Sequence[tuple[float, float]], alerts: Sequence[tuple[float, float]]) -> tuple[list[float], int]:
    """Times to alert of the found episodes, and the count of false alarms.

    An alert is (start, opening): where its first window starts and where the window that opened it ends. An episode is
    found if an alert opens between its start and its end + 10 s; an alert with no episode in
    [start - 2 s, end + 10 s] is false.
    """
    delays = []
    for start, end in episodes:
        inside = [opening - start for _, opening in alerts if start <= opening <= end + 10]
        delays += [min(inside)] if inside else []
    false = sum(not any(s - 2 <= opening <= e + 10 for s, e in episodes) for _, opening in alerts)
    return delays, false


def report(episodes: int, delays: Sequence[float], false: int, hours: float) -> dict:
    """Recall, false alarms and times to alert of a set of nights."""
    return {
        "hours": round(hours, 2),
        "episodes": episodes,
        "found": len(delays),
        "recall": round(len(delays) / max(1, episodes), 4),
        "false_alarms": false,
        "false_alarms_per_8h": round(false * 8 / hours, 2),
        "time_to_alert_s": {
            "median": round(float(np.median(delays)), 2) if delays else None,
            "p95": round(float(np.percentile(delays, 95)), 2) if delays else None,
        },
    }
