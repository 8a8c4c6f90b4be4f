"""What layers cry-tiny has and the shapes between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

FRAMES = 100
BANDS = 40
VIEWS = 3


class Kind(IntEnum):
    """Kinds of layers, numbered as in the model file."""

    CONV = 0
    DEPTHWISE = 1
    POINTWISE = 2
    POOL = 3
    DENSE = 4


@dataclass(frozen=True)
class Shape:
    """Rows (time), columns (frequency) and channels; in memory channels are innermost."""

    rows: int
    cols: int
    channels: int

    @property
    def size(self) -> int:
        """Values of a tensor of this shape."""
        return self.rows * self.cols * self.channels


@dataclass(frozen=True)
class Unit:
    """One layer before it knows its input.

    POOL keeps, a channel, the sum over the last kernel[0] rows, their greatest value times kernel[0], and the sum over
    the rows before. A folding POINTWISE sees all columns of a row as channels. A raw layer gives its accumulators.
    """

    kind: Kind
    channels: int = 0
    kernel: tuple[int, int] = (1, 1)
    stride: tuple[int, int] = (1, 1)
    fold: bool = False
    raw: bool = False


@dataclass(frozen=True)
class Placed:
    """A unit with its shapes."""

    unit: Unit
    inputs: Shape
    outputs: Shape

    @property
    def fan_in(self) -> int:
        """Products in an accumulator; 0 for POOL."""
        taps = self.unit.kernel[0] * self.unit.kernel[1]
        depth = {Kind.CONV: self.inputs.channels * taps, Kind.DEPTHWISE: taps, Kind.POOL: 0}
        return depth.get(self.unit.kind, self.inputs.channels)

    @property
    def multiply_adds(self) -> int:
        """Multiply-adds of one run."""
        return self.outputs.size * self.fan_in

    @property
    def weight_shape(self) -> tuple[int, ...]:
        """Shape of the weights, inputs innermost."""
        match self.unit.kind:
            case Kind.POOL:
                return (0,)
            case Kind.DEPTHWISE:
                return (self.outputs.channels, *self.unit.kernel)
            case Kind.CONV:
                return (self.outputs.channels, *self.unit.kernel, self.inputs.channels)
            case _:
                return (self.outputs.channels, self.inputs.channels)

    @property
    def parameters(self) -> int:
        """Weights and biases."""
        return self.outputs.channels * (self.fan_in + 1) if self.fan_in else 0


def units(widths: tuple[int, int, int, int, int] = (16, 32, 48, 96, 64), hidden: int = 32) -> list[Unit]:
    """The layers of cry-tiny; other widths make smaller nets of the same shape."""
    a, b, c, d, e = widths
    blocks = [(b, (1, 1)), (c, (2, 2)), (c, (1, 1)), (d, (1, 2)), (d, (1, 1))]
    listed = [Unit(Kind.CONV, a, (3, 3), (2, 2))]
    for channels, stride in blocks:
        listed += [Unit(Kind.DEPTHWISE, kernel=(3, 3), stride=stride), Unit(Kind.POINTWISE, channels)]
    listed.append(Unit(Kind.POINTWISE, e, fold=True))
    for _ in range(2):
        listed += [Unit(Kind.DEPTHWISE, kernel=(5, 1)), Unit(Kind.POINTWISE, e)]
    return [*listed, Unit(Kind.POOL, kernel=(12, 1)), Unit(Kind.DENSE, hidden), Unit(Kind.DENSE, 1, raw=True)]


def place(listed: Sequence[Unit], first: Shape = Shape(FRAMES, BANDS, VIEWS)) -> list[Placed]:
    """Gives each unit its shapes."""
    placed, at = [], first
    for unit in listed:
        if unit.fold:
            at = Shape(at.rows, 1, at.cols * at.channels)
        if unit.kind == Kind.POOL:
            after = Shape(1, 1, 3 * at.channels)
        else:
            rows, cols = ((size - 1) // step + 1 for size, step in zip((at.rows, at.cols), unit.stride, strict=True))
            after = Shape(rows, cols, unit.channels or at.channels)
        placed.append(Placed(unit, at, after))
        at = after
    return placed
