# Writes generated/feature_spec.h from ../models/features.json, so that log-mel has one definition.
set(FEATURES_JSON ${CMAKE_CURRENT_SOURCE_DIR}/../models/features.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${FEATURES_JSON})
file(READ ${FEATURES_JSON} FEATURES)

foreach(KEY sample_rate_hz sample_scale frame_samples hop_samples history_samples fft_samples log_offset)
  string(JSON FEATURE_${KEY} GET "${FEATURES}" ${KEY})
endforeach()
foreach(KEY bands low_hz high_hz context_windows)
  string(JSON FEATURE_${KEY} GET "${FEATURES}" profiles cry-tiny ${KEY})
endforeach()

# What the code computes is fixed; a definition that asks for something else must not pass unseen.
foreach(PAIR frame_window=hann_symmetric spectrum=power mel_scale=htk mel_filter=triangular_peak_one log=natural)
  string(REPLACE "=" ";" PAIR ${PAIR})
  list(GET PAIR 0 KEY)
  list(GET PAIR 1 EXPECTED)
  string(JSON VALUE GET "${FEATURES}" ${KEY})
  if(NOT VALUE STREQUAL EXPECTED)
    message(FATAL_ERROR "${FEATURES_JSON}: ${KEY} is ${VALUE}: the agent computes ${EXPECTED} (change log_mel.cpp)")
  endif()
endforeach()

configure_file(${CMAKE_CURRENT_SOURCE_DIR}/cmake/feature_spec.h.in ${CMAKE_CURRENT_BINARY_DIR}/generated/feature_spec.h)
