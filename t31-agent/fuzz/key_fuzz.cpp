// Reads any bytes as the device's key file and signs with a key that was accepted.
#include <cstdint>
#include <string>

#include "identity/device_key.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count) {
  auto key = cradlewatch::DeviceKey::parse(std::string(reinterpret_cast<const char*>(bytes), count), "fuzz");
  if (!key) return 0;
  cradlewatch::DeviceKey::Signature signature;
  key.value()->sign(bytes, count, signature);
  return 0;
}
