#pragma once

namespace cradlewatch {

/// Exit codes of the program; docs/agent.md tells them.
enum ExitCode {
  kDone = 0,
  kWrongUsage = 2,
  kNoKey = 3,
  kNoModel = 4,
  kNoSpool = 5,
  kNoAudio = 6,
  kNoKafka = 7
};

}  // namespace cradlewatch
