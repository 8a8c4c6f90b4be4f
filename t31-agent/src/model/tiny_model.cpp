#include "model/tiny_model.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <utility>

#include "model/views.h"

namespace cradlewatch {
namespace {

using Kind = Layer::Kind;

/// How a layer wants its input: the steps between values, where the first one is, and all bytes with the
/// border.
struct Placement {
  Tensor steps;
  int first;
  size_t bytes;
};

Placement placement_of(const Layer& layer) {
  const bool has_border = layer.kind == Kind::kConv || layer.kind == Kind::kDepthwise;
  const int above = has_border ? layer.kernel[0] / 2 : 0, left = has_border ? layer.kernel[1] / 2 : 0;
  const int rows = layer.in.rows + 2 * above, cols = layer.in.cols + 2 * left, channels = layer.in.channels;
  const auto bytes = static_cast<size_t>(rows * cols * channels);
  if (layer.kind == Kind::kDepthwise) return {{nullptr, cols, 1, rows * cols}, above * cols + left, bytes};
  const int row_step = cols * channels;
  return {{nullptr, row_step, channels, 1}, above * row_step + left * channels, bytes};
}

/// A writer's view of a folding layer's input: its channels are the columns and channels before.
Tensor unfolded(const Tensor& in, const Layer& reader, const Shape& written) {
  if (reader.in == written) return in;
  return {in.at, in.row_step, written.channels, 1};
}

}  // namespace

TinyModel::TinyModel(ModelFile file) : file_(std::move(file)) {
  std::array<size_t, 2> bytes{};
  size_t patch = 0, wide = 1;
  for (const Layer& layer : file_.layers) {
    Step step{};
    step.buffer = steps_.size() % 2;
    if (layer.kind == Kind::kConv || layer.kind == Kind::kPointwise) step.packed = pack_weights(layer);
    if (layer.kind == Kind::kConv) patch = std::max(patch, static_cast<size_t>(step.packed.words));
    if (layer.kind == Kind::kPool || layer.kind == Kind::kDense) {
      wide = std::max(wide, static_cast<size_t>(layer.out.channels));
    }
    if (layer.kind != Kind::kDense) {
      step.bytes = placement_of(layer).bytes;
      bytes[step.buffer] = std::max(bytes[step.buffer], step.bytes);
    }
    steps_.push_back(std::move(step));
  }
  for (size_t k = 0; k < buffers_.size(); ++k) buffers_[k].resize(bytes[k] + PackedWeights::kUnroll);
  for (auto& values : dense_) values.resize(wide);
  patch_.resize(patch);
  for (size_t k = 0; k < steps_.size(); ++k) {
    if (file_.layers[k].kind == Kind::kDense) break;
    const Placement placement = placement_of(file_.layers[k]);
    steps_[k].in = placement.steps;
    steps_[k].in.at = buffers_[steps_[k].buffer].data() + placement.first;
  }
  // The weights that were packed are not read again.
  for (size_t k = 0; k < steps_.size(); ++k) {
    if (!steps_[k].packed.pairs.empty()) std::vector<int8_t>().swap(file_.layers[k].weights);
  }
}

Result<std::unique_ptr<TinyModel>> TinyModel::parse(const uint8_t* bytes, size_t count,
                                                    const std::string& source) {
  auto file = ModelFile::parse(bytes, count, source);
  if (!file) return file.error();
  return std::unique_ptr<TinyModel>(new TinyModel(std::move(file.value())));
}

Result<std::unique_ptr<TinyModel>> TinyModel::load(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return Error{path + ": " + std::strerror(errno) + " (set model.path)"};
  std::vector<uint8_t> bytes(ModelFile::kMaxBytes + 1);
  const size_t count = std::fread(bytes.data(), 1, bytes.size(), file);
  const bool has_failed = std::ferror(file) != 0;
  std::fclose(file);
  if (has_failed) return Error{path + ": cannot be read (set model.path to a model file)"};
  if (count > ModelFile::kMaxBytes) return Error{path + ": over 1 MB: not a cry-tiny model (set model.path)"};
  return parse(bytes.data(), count, path);
}

float TinyModel::score(const float* log_mel) {
  uint8_t* newest = &context_[kWindow];
  if (has_context_) std::copy_n(newest, kWindow, context_.begin());
  for (size_t k = 0; k < kWindow; ++k)
    newest[k] = quantize_log_mel(log_mel[k], file_.low, file_.steps_per_unit);
  if (!has_context_) std::copy_n(newest, kWindow, context_.begin());
  has_context_ = true;
  return probability(logit(context_.data()));
}

float TinyModel::probability(int32_t logit) const {
  const float line = file_.slope * static_cast<float>(logit) + file_.offset;
  return 1.0F / (1.0F + std::exp(-line));
}

int32_t TinyModel::logit(const uint8_t* context) {
  const auto clear = [this](size_t k) {
    std::fill_n(buffers_[steps_[k].buffer].begin(), steps_[k].bytes, int8_t{0});
  };
  clear(0);
  const Shape views{ModelFile::kFrames, ModelFile::kBands, ModelFile::kViews};
  make_views(context, unfolded(steps_[0].in, file_.layers[0], views));
  size_t dense = 0;
  for (size_t k = 0; k < steps_.size(); ++k) {
    const Layer& layer = file_.layers[k];
    Tensor out{};
    if (layer.kind != Kind::kDense && layer.kind != Kind::kPool) {
      clear(k + 1);
      out = unfolded(steps_[k + 1].in, file_.layers[k + 1], layer.out);
    }
    switch (layer.kind) {
      case Kind::kConv:
        convolve(layer, steps_[k].packed, steps_[k].in, patch_.data(), out);
        break;
      case Kind::kDepthwise:
        convolve_depthwise(layer, steps_[k].in, out);
        break;
      case Kind::kPointwise:
        multiply_pointwise(layer, steps_[k].packed, steps_[k].in, out);
        break;
      case Kind::kPool:
        pool(layer, steps_[k].in, dense_[dense].data());
        break;
      case Kind::kDense:
        multiply_dense(layer, dense_[dense].data(), dense_[1 - dense].data());
        dense = 1 - dense;
        break;
    }
  }
  return dense_[dense][0];
}

}  // namespace cradlewatch
