#include <malloc.h>
#include <pthread.h>
#include <signal.h>

#include <cstdio>
#include <ctime>

#include "agent/agent.h"
#include "agent/arguments.h"
#include "agent/exit_code.h"
#include "agent/gate_command.h"
#include "config/agent_config.h"
#include "model/bench.h"

namespace {

using namespace cradlewatch;

constexpr long kStepNs = 100'000'000;
constexpr int kFlushMs = 5000;

int fail(int code, const std::string& message) {
  std::fprintf(stderr, "t31-agent: %s\n", message.c_str());
  return code;
}

int check(const AgentConfig& config) {
  const auto key = DeviceKey::load(config.device.key);
  if (!key) return fail(kNoKey, key.error().message);
  const auto model = TinyModel::load(config.model_path);
  if (!model) return fail(kNoModel, model.error().message);
  std::printf("# key %s, model %s\n%s", key.value()->id().c_str(), model.value()->name().c_str(),
              to_toml(config).c_str());
  return kDone;
}

/// Signals come to this thread alone, which waits for them: no handler that could interrupt anything.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, number);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return signals;
}

/// All threads' stacks, those of Kafka's client too: 8 MB each is more than a small board has.
void limit_stacks() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  constexpr size_t kStackBytes = 256 * 1024;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  pthread_setattr_default_np(&attributes);
  pthread_attr_destroy(&attributes);
#endif
}

int listen(const AgentConfig& config) {
  // One heap for all threads: a heap of its own for each costs a small board megabytes.
  mallopt(M_ARENA_MAX, 1);
  limit_stacks();
  const sigset_t signals = block_signals();
  StartError error{};
  auto agent = Agent::create(config, error);
  if (!agent) return fail(error.code, error.message);
  agent.value()->start();
  bool is_stopped = false;
  while (!is_stopped && agent.value()->supervise()) {
    const timespec step{0, kStepNs};
    const int number = sigtimedwait(&signals, nullptr, &step);
    is_stopped = number == SIGTERM || number == SIGINT;
    if (number == SIGHUP)
      log_line(LogLevel::kInfo, "agent", "SIGHUP: there is nothing to read again; restart the agent");
  }
  if (is_stopped) log_line(LogLevel::kInfo, "agent", "stops");
  const Summary summary = agent.value()->stop(kFlushMs);
  std::printf("%s\n", to_json(summary).c_str());
  return agent.value()->has_failed() ? kNoAudio : kDone;
}

int listen(const Arguments& arguments) {
  ParsedConfig parsed = load_config(arguments.config_file);
  if (!parsed.errors.empty()) {
    for (const std::string& message : parsed.errors) std::fprintf(stderr, "%s\n", message.c_str());
    return kWrongUsage;
  }
  AgentConfig& config = parsed.config;
  if (!arguments.heartbeat_file.empty()) config.heartbeat.file = arguments.heartbeat_file;
  if (arguments.log_level) config.log_level = *arguments.log_level;
  set_log_level(config.log_level);
  return arguments.is_check ? check(config) : listen(config);
}

int measure(const Arguments& arguments) {
  const auto report = bench(arguments.model_file, arguments.seconds);
  if (!report) return fail(kNoModel, report.error().message);
  std::printf("{\"windows\": %d, \"features_us\": %.1f, \"model_us\": %.1f}\n", arguments.seconds,
              report.value().features_us, report.value().model_us);
  return kDone;
}

}  // namespace

int main(int count, char** words) {
  const auto arguments = parse_arguments({words + (count > 0 ? 1 : 0), words + count});
  if (!arguments) return fail(kWrongUsage, arguments.error().message);
  switch (arguments.value().command) {
    case Arguments::Command::kGate:
      return run_gate(arguments.value().model_file, arguments.value().gate, arguments.value().recordings,
                      stdout);
    case Arguments::Command::kBench:
      return measure(arguments.value());
    case Arguments::Command::kHelp:
      std::fputs(kUsage, stdout);
      return kDone;
    case Arguments::Command::kVersion:
      std::puts("t31-agent " AGENT_VERSION);
      return kDone;
    case Arguments::Command::kListen:
      break;
  }
  return listen(arguments.value());
}
