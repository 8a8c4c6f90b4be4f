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
EMBEDDING = 1024
CRY_CLASSES = (19, 20)


class Yamnet:
    """Scores 0.975 s windows of 16 kHz sound for AudioSet's 521 classes, on one thread."""

    def __init__(self, path: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._net = Interpreter(str(path), num_threads=1, experimental_preserve_all_tensors=True)
        self._net.allocate_tensors()
        tensors = self._net.get_tensor_details()
        self._logits = self._only([t for t in tensors if t["name"].endswith("BiasAdd")], path)
        self._embedding = self._only([t for t in tensors if t["name"].endswith("reduce_mean")], path)

    @staticmethod
    def _only(found: list[dict], path: Path) -> dict:
        if len(found) != 1:
            raise ValueError(f"{path}: expected one such tensor, found {len(found)} (use the TensorFlow Hub model)")
        return found[0]

    def _dequantized(self, tensor: dict) -> np.ndarray:
        scale, zero = tensor["quantization"]
        return (self._net.get_tensor(tensor["index"]).ravel().astype(np.float32) - zero) * scale

    def hear(self, window: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Class logits [521] and embedding [1024] of a window of 15600 samples in [-1, 1], dequantized."""
        self._net.set_tensor(0, np.ascontiguousarray(window, np.float32))
        self._net.invoke()
        return self._dequantized(self._logits), self._dequantized(self._embedding)

    def logits(self, window: np.ndarray) -> np.ndarray:
        """Class logits of a window, as hear gives them."""
        return self.hear(window)[0]

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
