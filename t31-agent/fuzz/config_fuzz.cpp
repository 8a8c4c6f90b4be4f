// Reads any bytes as a configuration; one that is accepted is read as the same from what it prints.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "config/agent_config.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count) {
  const std::string text(reinterpret_cast<const char*>(bytes), count);
  const auto parsed = cradlewatch::parse_config(text, "fuzz", "/folder");
  if (!parsed.errors.empty()) return 0;
  const std::string printed = cradlewatch::to_toml(parsed.config);
  const auto again = cradlewatch::parse_config(printed, "printed", "/folder");
  if (!again.errors.empty() || cradlewatch::to_toml(again.config) != printed) std::abort();
  return 0;
}
