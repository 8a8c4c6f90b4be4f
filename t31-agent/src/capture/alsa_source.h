#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "capture/audio_source.h"

namespace cradlewatch {

/// Captures from an ALSA device such as "default" or "plughw:1". After an overrun it starts the window anew.
/// Leaves start_us as it is; stop may be null.
Result<std::unique_ptr<AudioSource>> open_alsa_source(const std::string& device,
                                                      const std::atomic<bool>* stop);

}  // namespace cradlewatch
