#include "agent/arguments.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace cradlewatch {

const char* const kUsage =
    "t31-agent --config FILE [--heartbeat-file FILE] [--log-level error|warn|info|debug]\n"
    "    listens until SIGTERM or SIGINT, or to the end of a recording\n"
    "t31-agent --config FILE --check\n"
    "    checks configuration, key and model, and prints the configuration in effect\n"
    "t31-agent gate --model FILE [--stream P] [--on P] [--off P] [--pre-roll S] [--post-roll S]\n"
    "               [--audit-share P] [--smoothing N] [--seed N] WAV...\n"
    "    prints what the gate would stream of recordings, a line of JSON a window and edge\n"
    "t31-agent bench --model FILE [--seconds N]\n"
    "    measures features and model\n"
    "t31-agent --help | --version\n"
    "Exit codes: 0 done, 2 wrong arguments or configuration, 3 key, 4 model, 5 spool, 6 recording, 7 Kafka's "
    "client.\n";

namespace {

std::optional<double> number_of(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') return std::nullopt;
  return value;
}

/// Takes words one by one; keeps the first complaint.
class Words {
 public:
  explicit Words(const std::vector<std::string>& words) : words_(words) {}

  bool is_done() const { return at_ == words_.size() || !complaint_.empty(); }
  const std::string& next() { return words_[at_++]; }
  const std::string& complaint() const { return complaint_; }
  void complain(const std::string& why) {
    if (complaint_.empty()) complaint_ = why;
  }

  void text(const std::string& option, std::string& value) {
    if (at_ == words_.size()) return complain(option + ": a value is missing");
    value = next();
  }
  void number(const std::string& option, double& value) {
    std::string word;
    text(option, word);
    const auto found = number_of(word);
    if (!found) return complain(option + " " + word + ": expected a number");
    value = *found;
  }
  template <typename T>
  void integer(const std::string& option, T& value, double greatest) {
    std::string word;
    text(option, word);
    const auto found = number_of(word);
    if (!found || *found < 0 || *found > greatest || *found != static_cast<double>(static_cast<T>(*found))) {
      return complain(option + " " + word + ": expected a whole number of 0 or more");
    }
    value = static_cast<T>(*found);
  }

 private:
  const std::vector<std::string>& words_;
  size_t at_ = 0;
  std::string complaint_;
};

void read_listen(Words& words, Arguments& arguments, const std::string& word) {
  if (word == "--config") {
    words.text(word, arguments.config_file);
  } else if (word == "--heartbeat-file") {
    words.text(word, arguments.heartbeat_file);
  } else if (word == "--check") {
    arguments.is_check = true;
  } else if (word == "--log-level") {
    std::string level;
    words.text(word, level);
    arguments.log_level = log_level_of(level);
    if (!arguments.log_level)
      words.complain("--log-level " + level + ": expected error, warn, info or debug");
  } else {
    words.complain(word + ": unknown");
  }
}

void read_gate(Words& words, Arguments& arguments, const std::string& word) {
  constexpr double kMostInt = std::numeric_limits<int>::max(), kMostSeed = 9e15;
  GateConfig& gate = arguments.gate;
  if (word == "--model") {
    words.text(word, arguments.model_file);
  } else if (word == "--stream") {
    words.number(word, gate.stream);
  } else if (word == "--on") {
    words.number(word, gate.on);
  } else if (word == "--off") {
    words.number(word, gate.off);
  } else if (word == "--pre-roll") {
    words.integer(word, gate.pre_roll_s, kMostInt);
  } else if (word == "--post-roll") {
    words.integer(word, gate.post_roll_s, kMostInt);
  } else if (word == "--audit-share") {
    words.number(word, gate.audit_share);
  } else if (word == "--smoothing") {
    words.integer(word, gate.smoothing_windows, kMostInt);
  } else if (word == "--seed") {
    words.integer(word, gate.seed, kMostSeed);
  } else if (word.rfind("--", 0) == 0) {
    words.complain(word + ": unknown");
  } else {
    arguments.recordings.push_back(word);
  }
}

void read_bench(Words& words, Arguments& arguments, const std::string& word) {
  constexpr double kMostSeconds = 1e6;
  if (word == "--model") {
    words.text(word, arguments.model_file);
  } else if (word == "--seconds") {
    words.integer(word, arguments.seconds, kMostSeconds);
    if (arguments.seconds < 1) words.complain(word + " 0: expected 1 or more");
  } else {
    words.complain(word + ": unknown");
  }
}

void require(Words& words, const char* option, bool is_given) {
  if (!is_given) words.complain(std::string(option) + " is missing");
}

}  // namespace

Result<Arguments> parse_arguments(const std::vector<std::string>& all) {
  using Command = Arguments::Command;
  Arguments arguments;
  if (std::find(all.begin(), all.end(), "--help") != all.end()) {
    arguments.command = Command::kHelp;
    return arguments;
  }
  if (all.size() == 1 && all[0] == "--version") {
    arguments.command = Command::kVersion;
    return arguments;
  }
  Words words(all);
  if (!all.empty() && all[0] == "gate") arguments.command = Command::kGate;
  if (!all.empty() && all[0] == "bench") arguments.command = Command::kBench;
  if (arguments.command != Command::kListen) words.next();
  while (!words.is_done()) {
    const std::string& word = words.next();
    switch (arguments.command) {
      case Command::kGate:
        read_gate(words, arguments, word);
        break;
      case Command::kBench:
        read_bench(words, arguments, word);
        break;
      default:
        read_listen(words, arguments, word);
    }
  }
  if (arguments.command == Command::kListen) {
    require(words, "--config", !arguments.config_file.empty());
  } else {
    require(words, "--model", !arguments.model_file.empty());
  }
  if (arguments.command == Command::kGate) require(words, "a WAV file", !arguments.recordings.empty());
  if (!words.complaint().empty())
    return Error{words.complaint() + " (t31-agent --help shows how it is called)"};
  return arguments;
}

}  // namespace cradlewatch
