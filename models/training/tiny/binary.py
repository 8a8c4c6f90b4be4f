"""The model file of the board: little-endian, fixed order, checked by a CRC-32.

| bytes | what |
| --- | --- |
| 8 | magic `CRYTINY` and a zero byte |
| 4 | format, 1 |
| 4 | bytes of the payload |
| 4 | CRC-32 (zlib's) of the payload |

Payload: name and version (48 bytes, zero-padded), frames, bands, layers (u32), log-mel low and steps a unit, slope and
offset (f32); then 40 bytes a layer: kind, flags (u32), rows, cols, channels in, rows, cols, channels out, kernel rows,
kernel cols, stride rows, stride cols (u16), weights (u32), two zero words; then each layer's weights (int8, zero-padded
to 4 bytes), biases and multipliers (int32).
"""

import struct
import zlib
from pathlib import Path

import numpy as np

from .integer import BIAS_LIMIT, GREATEST, IntegerNet, Layer
from .layout import BANDS, FRAMES, Kind, Placed, Shape, Unit
from .views import LOW, STEPS_PER_UNIT

MAGIC = b"CRYTINY\0"
FORMAT = 1
PREAMBLE = struct.Struct("<8sIII")
HEAD = struct.Struct("<48sIIIffff")
RECORD = struct.Struct("<II10HIII")
RAW = 1


def _record(layer: Layer) -> bytes:
    placed, unit = layer.placed, layer.placed.unit
    shapes = (placed.inputs, placed.outputs)
    sizes = [n for s in shapes for n in (s.rows, s.cols, s.channels)]
    return RECORD.pack(unit.kind, RAW if unit.raw else 0, *sizes, *unit.kernel, *unit.stride, layer.weights.size, 0, 0)


def _numbers(layer: Layer) -> bytes:
    if np.abs(layer.weights.astype(int)).max(initial=0) > GREATEST:
        raise ValueError(f"{layer.placed.unit.kind.name} layer: a weight is outside -127..127 (clip when quantizing)")
    if np.abs(layer.bias.astype(np.int64)).max(initial=0) > BIAS_LIMIT:
        raise ValueError(f"{layer.placed.unit.kind.name} layer: a bias is over 2^30 (raise the weight's scale)")
    weights = layer.weights.astype(np.int8).tobytes()
    words = layer.bias.astype("<i4").tobytes() + layer.multiplier.astype("<i4").tobytes()
    return weights + bytes(-len(weights) % 4) + words


def encode(net: IntegerNet) -> bytes:
    """The file's content."""
    name = net.name.encode()
    if not 0 < len(name) < 48:
        raise ValueError(f"model name {net.name!r}: expected 1 to 47 bytes (shorten it)")
    head = HEAD.pack(name, FRAMES, BANDS, len(net.layers), LOW, STEPS_PER_UNIT, net.slope, net.offset)
    payload = b"".join([head, *map(_record, net.layers), *map(_numbers, net.layers)])
    return PREAMBLE.pack(MAGIC, FORMAT, len(payload), zlib.crc32(payload)) + payload


def decode(content: bytes) -> IntegerNet:
    """Reads what encode wrote; trusts all but the checksum."""
    magic, version, size, crc = PREAMBLE.unpack_from(content)
    payload = content[PREAMBLE.size :]
    if magic != MAGIC or version != FORMAT or size != len(payload) or crc != zlib.crc32(payload):
        raise ValueError("not a whole cry-tiny model file (export it again)")
    name, _, _, count, _, _, slope, offset = HEAD.unpack_from(payload)
    at, layers = HEAD.size + count * RECORD.size, []
    for k in range(count):
        placed, weights = _placed(payload[HEAD.size + k * RECORD.size :])
        flat = np.frombuffer(payload, np.int8, weights, at).reshape(placed.weight_shape)
        at += weights + -weights % 4
        words = np.frombuffer(payload, "<i4", 2 * placed.outputs.channels if placed.fan_in else 0, at)
        at += words.nbytes
        layers.append(Layer(placed, flat, *np.split(words, 2)))
    return IntegerNet(name.rstrip(b"\0").decode(), layers, slope, offset)


def _placed(record: bytes) -> tuple[Placed, int]:
    kind, flags, *sizes, weights, _, _ = RECORD.unpack_from(record)
    inputs, outputs = Shape(*sizes[:3]), Shape(*sizes[3:6])
    unit = Unit(Kind(kind), outputs.channels, tuple(sizes[6:8]), tuple(sizes[8:10]), raw=bool(flags & RAW))
    return Placed(unit, inputs, outputs), weights


def write(net: IntegerNet, path: Path) -> None:
    """Writes a file that appears whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_bytes(encode(net))
    partial.rename(path)


def read(path: Path) -> IntegerNet:
    """Reads a model file."""
    return decode(path.read_bytes())
