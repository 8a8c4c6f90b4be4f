#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace cradlewatch {

/// Rows (time), columns (frequency) and channels.
struct Shape {
  int rows, cols, channels;

  int size() const { return rows * cols * channels; }
  bool operator==(const Shape& other) const {
    return rows == other.rows && cols == other.cols && channels == other.channels;
  }
};

/// One layer as models/training/tiny/integer.py defines it.
struct Layer {
  enum class Kind : uint32_t { kConv = 0, kDepthwise = 1, kPointwise = 2, kPool = 3, kDense = 4 };

  Kind kind;
  /// Gives its accumulators; the last layer only.
  bool is_raw;
  Shape in, out;
  /// Rows and columns; of kPool the recent rows.
  std::array<int, 2> kernel, stride;
  /// Within -127..127; inputs innermost.
  std::vector<int8_t> weights;
  /// One an output channel.
  std::vector<int32_t> bias, multiplier;

  /// Products in an accumulator.
  int fan_in() const;
};

/// A model file's content, checked so far that running it cannot overflow a buffer or a sum.
struct ModelFile {
  std::string name;
  float low, steps_per_unit;
  float slope, offset;
  std::vector<Layer> layers;

  static constexpr int kFrames = 100, kBands = 40, kViews = 3;
  static constexpr int kGreatest = 127;
  static constexpr size_t kMaxBytes = 1 << 20;

  /// Reads what models/training/tiny/binary.py wrote; source is for messages.
  static Result<ModelFile> parse(const uint8_t* bytes, size_t count, const std::string& source);
};

}  // namespace cradlewatch
