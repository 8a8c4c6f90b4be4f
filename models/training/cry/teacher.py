"""YAMNet as teacher and yardstick.

The network is read from a file the caller names and is not part of this project.
"""

import csv
import warnings
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter

WINDOW = 15_600
CLASSES = 521
CRY_CLASSES = (19, 20)


class Yamnet:
    """Scores 0.975 s windows of 16 kHz sound for AudioSet's 521 classes, on one thread."""

    def __init__(self, path: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._net = Interpreter(str(path), num_threads=1, experimental_preserve_all_tensors=True)
        self._net.allocate_tensors()
        logits = [t for t in self._net.get_tensor_details() if t["name"].endswith("BiasAdd")]
        if len(logits) != 1:
            raise ValueError(f"{path}: expected one logits tensor, found {len(logits)} (use the TensorFlow Hub model)")
        self._logits = logits[0]["index"]
        self._scale, self._zero = logits[0]["quantization"]

    def logits(self, window: np.ndarray) -> np.ndarray:
        """Class logits of a window of 15600 samples in [-1, 1], shape [521], dequantized."""
        self._net.set_tensor(0, np.ascontiguousarray(window, np.float32))
        self._net.invoke()
        return (self._net.get_tensor(self._logits).ravel().astype(np.float32) - self._zero) * self._scale

    def stream(self, samples: np.ndarray, hop: int, offset: int = 0) -> np.ndarray:
        """Logits of the windows that start at offset, offset + hop, ... and fit, shape [n, 521]."""
        starts = range(offset, max(1, samples.size - WINDOW + 1), hop)
        padded = np.pad(samples, (0, max(0, WINDOW - samples.size)))
        return np.stack([self.logits(padded[s : s + WINDOW]) for s in starts])


def cry_score(logits: np.ndarray) -> np.ndarray:
    """Greater score of "Crying, sobbing" and "Baby cry, infant cry", shape [...], from logits [..., 521]."""
    return 1.0 / (1.0 + np.exp(-logits[..., list(CRY_CLASSES)].max(axis=-1)))


def class_names(class_map: Path) -> list[str]:
    """AudioSet display names by class index."""
    with class_map.open(newline="") as file:
        return [row["display_name"] for row in csv.DictReader(file)]
