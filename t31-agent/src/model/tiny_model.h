#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "features/log_mel.h"
#include "model/kernels.h"
#include "model/model_file.h"

namespace cradlewatch {

/// cry-tiny: an int8 net over the log-mel of this window and the one before. Allocates only when loaded.
class TinyModel {
 public:
  static Result<std::unique_ptr<TinyModel>> load(const std::string& path);

  /// The same from a file's content; source is for messages.
  static Result<std::unique_ptr<TinyModel>> parse(const uint8_t* bytes, size_t count,
                                                  const std::string& source);

  TinyModel(const TinyModel&) = delete;
  TinyModel& operator=(const TinyModel&) = delete;

  /// Name and version, such as "cry-tiny 0.1.0".
  const std::string& name() const { return file_.name; }

  /// Forgets the window before, after a gap.
  void reset() { has_context_ = false; }

  /// Probability in [0, 1] of a cry in the newest window, LogMel::kFrames * kBands values. Keeps it as
  /// context for the next; the first window stands in for the one before.
  float score(const float* log_mel);

  /// The integer logit of a quantized context, ModelFile::kFrames * kBands steps; keeps nothing.
  int32_t logit(const uint8_t* context);

  float probability(int32_t logit) const;

 private:
  static constexpr size_t kWindow = static_cast<size_t>(LogMel::kFrames) * LogMel::kBands;
  static_assert(2 * LogMel::kFrames == ModelFile::kFrames && LogMel::kBands == ModelFile::kBands,
                "the context is two windows of the agent's features");

  /// A layer's packed weights (if it has such) and where its input lies, in which of the two buffers.
  struct Step {
    PackedWeights packed;
    Tensor in;
    size_t buffer, bytes;
  };

  explicit TinyModel(ModelFile file);

  ModelFile file_;
  std::vector<Step> steps_;
  std::array<std::vector<int8_t>, 2> buffers_;
  std::vector<int8_t> patch_;
  std::array<std::vector<int32_t>, 2> dense_;
  std::array<uint8_t, 2 * kWindow> context_{};
  bool has_context_ = false;
};

}  // namespace cradlewatch
