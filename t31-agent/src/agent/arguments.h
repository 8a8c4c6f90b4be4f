#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/result.h"
#include "gate/gate.h"

namespace cradlewatch {

/// The command line. Which fields count depends on the command.
struct Arguments {
  enum class Command { kListen, kGate, kBench, kHelp, kVersion };

  Command command = Command::kListen;
  std::string config_file, heartbeat_file;
  std::optional<LogLevel> log_level;
  bool is_check = false;
  std::string model_file;
  GateConfig gate;
  int seconds = 100;
  std::vector<std::string> recordings;
};

/// words are those after the program's name.
Result<Arguments> parse_arguments(const std::vector<std::string>& words);

extern const char* const kUsage;

}  // namespace cradlewatch
