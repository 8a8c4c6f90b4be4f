"""Nights with known truth: window probabilities to alerts, and alerts against episodes."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

Level = float | np.ndarray


@dataclass(frozen=True)
class FilterPlan:
    """A two-state (quiet, crying) forward filter over 1 s windows with hysteresis; rates in 1/s, times in s.

    A window's log-odds count `evidence` each, and those over `sure_logit` another `sure_evidence` each. The jobs'
    `CryFilter` and `AlertPolicy`. Fields may be arrays of one length, to try many plans at once.
    """

    enter_rate: Level = 1 / 4400
    leave_rate: Level = 1 / 60
    evidence: Level = 0.22
    prior: Level = 0.033
    clamp: Level = 5.7
    sure_evidence: Level = 2.0
    sure_logit: Level = 2.4
    open_at: Level = 0.86
    close_below: Level = 0.3
    close_after: int = 20


def logit(p: Level) -> np.ndarray:
    """Log-odds, finite for 0 and 1."""
    p = np.clip(p, 1e-9, 1 - 1e-9)
    return np.log(p / (1 - p))


def openings(probability: np.ndarray, plan: FilterPlan) -> list[np.ndarray]:
    """For each plan, the indices of the windows that open an alert."""
    fields = (plan.enter_rate, plan.leave_rate, plan.evidence, plan.prior, plan.clamp, plan.open_at, plan.close_below)
    every = np.broadcast_arrays(*map(np.atleast_1d, (*fields, plan.sure_evidence, plan.sure_logit)))
    enter, leave, evidence, prior, clamp, open_at, close_below, sure_evidence, sure_logit = every
    posterior = enter / (enter + leave)
    is_open, quiet = np.zeros(enter.size, bool), np.zeros(enter.size, int)
    opened = np.zeros((probability.size, enter.size), bool)
    for k, score in enumerate(logit(probability)):
        predicted = posterior * (1 - leave) + (1 - posterior) * enter
        heard = np.clip(score, -clamp, clamp)
        odds = logit(predicted) + evidence * (heard - logit(prior)) + sure_evidence * np.maximum(0, heard - sure_logit)
        posterior = 1 / (1 + np.exp(-odds))
        opened[k] = ~is_open & (posterior >= open_at)
        quiet = np.where(is_open & (posterior < close_below), quiet + 1, 0)
        is_open = (is_open | opened[k]) & (quiet < plan.close_after)
    return [np.flatnonzero(opened[:, p]) for p in range(enter.size)]


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
