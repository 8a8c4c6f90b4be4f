#pragma once

#include <cstdint>

#include "model/kernels.h"

namespace cradlewatch {

/// Log-mel to steps of 1 / steps_per_unit above low, 0..255, halves up.
uint8_t quantize_log_mel(float log_mel, float low, float steps_per_unit);

/// Three views of a context that hold no level: against its mean, each band's quiet floor and the loudest
/// band; see models/training/tiny/views.py. The context is frame by frame, ModelFile::kFrames * kBands.
void make_views(const uint8_t* context, const Tensor& out);

}  // namespace cradlewatch
