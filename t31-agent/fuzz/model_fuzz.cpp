// Reads any bytes as a model file, with its size and checksum made right, and runs a model that was accepted.
#include <cstdint>
#include <cstring>
#include <vector>

#include "base/crc32.h"
#include "model/tiny_model.h"

using cradlewatch::ModelFile;
using cradlewatch::TinyModel;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count) {
  constexpr size_t kPreamble = 20;
  std::vector<uint8_t> content(bytes, bytes + count);
  TinyModel::parse(content.data(), content.size(), "fuzz");
  if (count < kPreamble) return 0;
  const auto size = static_cast<uint32_t>(count - kPreamble);
  const uint32_t crc = cradlewatch::crc32(&content[0] + kPreamble, size);
  std::memcpy(&content[12], &size, sizeof(size));
  std::memcpy(&content[16], &crc, sizeof(crc));
  auto model = TinyModel::parse(content.data(), content.size(), "fuzz");
  if (!model) return 0;
  std::vector<uint8_t> context(ModelFile::kFrames * ModelFile::kBands);
  for (size_t k = 0; k < context.size(); ++k) context[k] = static_cast<uint8_t>(k * 7919);
  model.value()->probability(model.value()->logit(context.data()));
  return 0;
}
