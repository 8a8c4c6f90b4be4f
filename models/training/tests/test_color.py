from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnxruntime import InferenceSession

from color.align import identity_grid, moved_grid, warp
from color.batches import Batch, vary
from color.export import folded
from color.figures import ab_error, colorfulness
from color.lab import lab_to_srgb, srgb_to_lab
from color.lite import Lite0Pooled, load_published
from color.net import ColorAuto, ColorRef
from color.start import taken_over
from color.tone import Tone, corrected

MODELS = Path(__file__).parent.parent.parent


def lab_of(hex_rgb: int) -> list[float]:
    rgb = torch.tensor([(hex_rgb >> s & 255) / 255 for s in (16, 8, 0)]).reshape(1, 3, 1, 1)
    return srgb_to_lab(rgb).flatten().tolist()


def test_lab_of_the_primaries_is_lindblooms() -> None:
    assert lab_of(0xFFFFFF) == pytest.approx([100, 0, 0], abs=0.02)
    assert lab_of(0xFF0000) == pytest.approx([53.24, 80.09, 67.20], abs=0.02)
    assert lab_of(0x00FF00) == pytest.approx([87.73, -86.18, 83.18], abs=0.02)
    assert lab_of(0x0000FF) == pytest.approx([32.30, 79.19, -107.86], abs=0.02)


def test_colors_survive_the_way_through_lab() -> None:
    rgb = torch.rand(2, 3, 16, 16, generator=torch.Generator().manual_seed(1))
    assert lab_to_srgb(srgb_to_lab(rgb)).sub(rgb).abs().max() < 1e-3


def test_a_mirrored_and_nudged_batch_still_shows_the_same_places() -> None:
    rng = np.random.default_rng(4)
    smooth = torch.nn.functional.interpolate(torch.rand(8, 3, 6, 6), size=(64, 64), mode="bicubic") * 50 + 20
    same = torch.eye(3).expand(8, 3, 3)
    batch = vary(Batch(smooth[:, :1], smooth, smooth, same), rng)
    shown = warp(batch.day, batch.places(64))
    inside = (batch.places(64).abs().amax(1, keepdim=True) < 0.9).float()
    assert ((shown - batch.truth).abs() * inside).sum() / inside.sum() / 3 < 0.3


def test_no_motion_is_the_identity() -> None:
    assert torch.allclose(moved_grid(torch.zeros(1, 2, 16, 16), 64, 96), identity_grid(64, 96))


def test_one_matrix_undoes_exposure_and_white_balance() -> None:
    rgb = torch.rand(1, 3, 24, 24, generator=torch.Generator().manual_seed(2)) * 0.5 + 0.2
    gains = torch.tensor([1.2, 1.0, 0.85]).view(1, 3, 1, 1)
    truth, day = srgb_to_lab(rgb), srgb_to_lab((rgb**2.2 * gains) ** (1 / 2.2))
    light = torch.cat((day[:, :1] + 16, day[:, 1:]), 1).flatten(2)[0].T
    change = (truth - day)[:, 1:].flatten(2)[0].T
    matrix = torch.linalg.lstsq(light, change).solution.T[None]
    undone = corrected(day, matrix)
    assert torch.equal(undone[:, 0], day[:, 0])
    assert ab_error(undone[:, 1:], truth[:, 1:]) < 0.1 * ab_error(day[:, 1:], truth[:, 1:])


def test_a_tone_that_has_learnt_nothing_changes_nothing() -> None:
    day = srgb_to_lab(torch.rand(2, 3, 96, 160))
    assert torch.equal(corrected(day, Tone().eval()(day)), day)


def test_a_net_that_takes_over_a_file_gives_what_the_file_gives() -> None:
    path = MODELS / "color-auto" / "color-auto.onnx"
    night = torch.rand(1, 1, 64, 64, generator=torch.Generator().manual_seed(3)) * 100
    given = torch.from_numpy(InferenceSession(str(path)).run(None, {"night_l": night.numpy()})[0])
    with torch.no_grad():
        own = taken_over(ColorAuto(), path)(night)
    gain = (given * own).sum() / own.square().sum()
    assert torch.allclose(own * gain, given, atol=1e-3)


def test_enlarging_stays_in_integers() -> None:
    graph = onnx.load(MODELS / "color-auto" / "color-auto-u8.onnx").graph
    makers = {name: node.op_type for node in graph.node for name in node.output}
    enlarged = [makers[node.input[0]] for node in graph.node if node.op_type == "Resize"]
    assert enlarged.count("DequantizeLinear") == 0
    assert enlarged.count("QuantizeLinear") == 3


def test_folding_changes_nothing() -> None:
    net = ColorRef().eval()
    for module in net.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
    night, day = torch.rand(1, 1, 64, 64) * 100, torch.rand(1, 3, 64, 64) * 100
    with torch.no_grad():
        assert torch.allclose(net(night, day)["ab"], folded(net)(night, day)["ab"], atol=1e-3)


def test_published_weights_fill_the_whole_network() -> None:
    net = Lite0Pooled()
    load_published(net)
    assert net.head[1].weight.std() > 0.01


def test_figures_by_hand() -> None:
    ab = torch.tensor([[3.0, -5.0], [4.0, 12.0]]).reshape(1, 2, 1, 2)
    assert ab_error(ab, torch.zeros_like(ab)).item() == 9
    red_blue = torch.tensor([[1.0, 0], [0, 0], [0, 1]]).reshape(1, 3, 1, 2)
    assert colorfulness(red_blue).item() == pytest.approx(272.619, abs=0.01)
