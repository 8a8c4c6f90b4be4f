#include "model/model_file.h"

#include <cmath>
#include <cstring>
#include <optional>

#include "base/crc32.h"
#include "model/layer_check.h"

namespace cradlewatch {
namespace {

constexpr char kMagic[8] = {'C', 'R', 'Y', 'T', 'I', 'N', 'Y', '\0'};
constexpr uint32_t kFormat = 1, kRawFlag = 1;
constexpr size_t kPreambleBytes = 20, kNameBytes = 48;
constexpr uint32_t kMaxLayers = 64;
constexpr size_t kMaxWeights = 1 << 19;

/// Takes little-endian values off a range of bytes; after one that is not there, everything is zero.
class Reader {
 public:
  Reader(const uint8_t* bytes, size_t count) : at_(bytes), left_(count) {}

  template <typename T>
  T take() {
    T value{};
    if (const uint8_t* from = skip(sizeof(T))) std::memcpy(&value, from, sizeof(T));
    return value;
  }

  template <typename T>
  std::vector<T> take_many(size_t count) {
    std::vector<T> values;
    const uint8_t* from = skip(count * sizeof(T));
    if (from == nullptr || count == 0) return values;
    values.resize(count);
    std::memcpy(values.data(), from, count * sizeof(T));
    return values;
  }

  /// The next bytes, or null when there are fewer.
  const uint8_t* skip(size_t count) {
    if (count > left_) {
      is_short_ = true;
      left_ = 0;
      return nullptr;
    }
    const uint8_t* from = at_;
    at_ += count;
    left_ -= count;
    return from;
  }

  bool is_short() const { return is_short_; }
  size_t left() const { return left_; }

 private:
  const uint8_t* at_;
  size_t left_;
  bool is_short_ = false;
};

Shape take_shape(Reader& reader) {
  const int rows = reader.take<uint16_t>(), cols = reader.take<uint16_t>(),
            channels = reader.take<uint16_t>();
  return {rows, cols, channels};
}

struct Record {
  Layer layer;
  uint32_t weights;
};

Record take_record(Reader& reader) {
  Record record{};
  record.layer.kind = static_cast<Layer::Kind>(reader.take<uint32_t>());
  record.layer.is_raw = (reader.take<uint32_t>() & kRawFlag) != 0;
  record.layer.in = take_shape(reader);
  record.layer.out = take_shape(reader);
  for (int& size : record.layer.kernel) size = reader.take<uint16_t>();
  for (int& step : record.layer.stride) step = reader.take<uint16_t>();
  record.weights = reader.take<uint32_t>();
  reader.skip(2 * sizeof(uint32_t));
  return record;
}

/// What is wrong before the payload, or nothing.
std::optional<std::string> preamble_complaint(Reader& reader, const uint8_t* bytes, size_t count) {
  const uint8_t* magic = reader.skip(sizeof(kMagic));
  if (magic == nullptr || std::memcmp(magic, kMagic, sizeof(kMagic)) != 0) return "not a cry-tiny model";
  const auto format = reader.take<uint32_t>(), size = reader.take<uint32_t>(), crc = reader.take<uint32_t>();
  if (reader.is_short()) return "cut short";
  if (format != kFormat) return "format " + std::to_string(format) + ": this agent reads format 1";
  if (size != reader.left()) {
    return std::to_string(reader.left()) + " bytes of payload: its header says " + std::to_string(size);
  }
  if (crc32(bytes + kPreambleBytes, count - kPreambleBytes) != crc) return "wrong checksum";
  return std::nullopt;
}

std::optional<std::string> read_payload(Reader& reader, ModelFile& model) {
  const uint8_t* name = reader.skip(kNameBytes);
  if (name == nullptr) return "cut short";
  model.name.assign(reinterpret_cast<const char*>(name),
                    strnlen(reinterpret_cast<const char*>(name), kNameBytes));
  const auto frames = reader.take<uint32_t>(), bands = reader.take<uint32_t>(),
             layers = reader.take<uint32_t>();
  model.low = reader.take<float>();
  model.steps_per_unit = reader.take<float>();
  model.slope = reader.take<float>();
  model.offset = reader.take<float>();
  if (frames != ModelFile::kFrames || bands != ModelFile::kBands) return "other features than this agent's";
  if (layers == 0 || layers > kMaxLayers) return std::to_string(layers) + " layers: expected 1 to 64";
  for (const float value : {model.low, model.steps_per_unit, model.slope, model.offset}) {
    if (!std::isfinite(value)) return "a scale is not finite";
  }
  std::vector<Record> records(layers);
  for (Record& record : records) record = take_record(reader);
  if (reader.is_short()) return "its layer table is cut short";
  for (Record& record : records) {
    if (const auto wrong = shape_complaint(record.layer)) return wrong;
    if (record.weights > kMaxWeights || static_cast<int>(record.weights) != weight_count(record.layer)) {
      return "a layer has " + std::to_string(record.weights) + " weights: its shape needs another number";
    }
    const size_t channels =
        record.layer.kind == Layer::Kind::kPool ? 0 : static_cast<size_t>(record.layer.out.channels);
    record.layer.weights = reader.take_many<int8_t>(record.weights);
    reader.skip((4 - record.weights % 4) % 4);
    record.layer.bias = reader.take_many<int32_t>(channels);
    record.layer.multiplier = reader.take_many<int32_t>(channels);
    if (reader.is_short()) return "its weights are cut short";
    model.layers.push_back(std::move(record.layer));
  }
  if (reader.left() != 0) return std::to_string(reader.left()) + " bytes too many";
  return chain_complaint(model.layers);
}

}  // namespace

Result<ModelFile> ModelFile::parse(const uint8_t* bytes, size_t count, const std::string& source) {
  Reader reader(bytes, count);
  ModelFile model{};
  auto wrong = preamble_complaint(reader, bytes, count);
  if (!wrong) wrong = read_payload(reader, model);
  if (wrong) return Error{source + ": " + *wrong + " (copy the model file to the device again)"};
  return model;
}

}  // namespace cradlewatch
