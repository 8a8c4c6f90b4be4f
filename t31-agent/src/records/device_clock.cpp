#include "records/device_clock.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace cradlewatch {

int64_t DeviceClock::time_of(const Stamp& stamp) {
  if (boot_ == 0 || stamp.boot != boot_) return stamp.at_us;
  const int64_t jump_us = offset_us() - stamp.offset_us;
  return std::llabs(jump_us) > kJumpUs ? stamp.at_us + jump_us : stamp.at_us;
}

uint64_t DeviceClock::boot_id() {
  std::FILE* file = std::fopen("/proc/sys/kernel/random/boot_id", "r");
  if (file == nullptr) return 0;
  std::array<char, 64> text{};
  const bool is_read = std::fgets(text.data(), text.size(), file) != nullptr;
  std::fclose(file);
  if (!is_read) return 0;
  // FNV-1a: any two boots of a device differ in 64 bits.
  uint64_t hash = 14'695'981'039'346'656'037U;
  for (const char letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 1'099'511'628'211U;
  return hash == 0 ? 1 : hash;
}

}  // namespace cradlewatch
