#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "agent/capture.h"
#include "agent/exit_code.h"
#include "agent/replay_clock.h"
#include "agent/worker.h"
#include "base/wakeup.h"
#include "config/agent_config.h"
#include "identity/device_key.h"
#include "kafka/sender.h"
#include "pictures/picture_watch.h"
#include "spool/spool.h"

namespace cradlewatch {

/// Why the agent could not be made, and its exit code.
struct StartError {
  ExitCode code;
  std::string message;
};

/// What the agent did; docs/agent.md tells the fields.
struct Summary {
  uint64_t captured, streamed, events, pictures, acknowledged, dropped, waiting;
};
std::string to_json(const Summary& summary);

/// The whole agent: capture, worker, sender and picture threads around one spool. Allocates when made; what
/// runs then works in fixed buffers.
class Agent {
 public:
  static Result<std::unique_ptr<Agent>> create(const AgentConfig& config, StartError& error);

  ~Agent();
  Agent(const Agent&) = delete;
  Agent& operator=(const Agent&) = delete;

  void start();

  /// Does what is due; call it a few times a second. False once a recording has ended and all was delivered.
  bool supervise();

  /// Stops listening, gives the sender up to flush_ms to empty the spool unless the broker takes nothing, and
  /// ends all threads.
  Summary stop(int flush_ms);

  uint64_t captured() const { return capture_->captured(); }
  uint64_t acknowledged() const { return sender_->acknowledged(); }

  /// Whether the recording could not be read to its end.
  bool has_failed() const { return capture_->has_failed(); }

 private:
  explicit Agent(const AgentConfig& config);

  bool open(StartError& error);
  void make_clock();
  bool open_spool(StartError& error);
  bool open_sender(StartError& error);
  bool open_capture(StartError& error);
  void watch_faults();
  void touch_heartbeat_file();
  bool is_stalled() const;
  uint64_t waiting() const;

  AgentConfig config_;
  std::atomic<bool> stop_{false}, stop_pictures_{false};
  std::unique_ptr<PacingClock> replay_clock_;
  StepClock* step_clock_ = nullptr;
  std::unique_ptr<DeviceClock> clock_;
  Wakeup wakeup_;
  std::unique_ptr<DeviceKey> key_;
  std::unique_ptr<Spool> spool_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<Sender> sender_;
  std::unique_ptr<WindowRing> ring_;
  std::unique_ptr<Capture> capture_;
  std::unique_ptr<Scorer> scorer_;
  std::unique_ptr<Gate> gate_;
  std::unique_ptr<Worker> worker_;
  std::unique_ptr<PictureWatch> pictures_;
  std::atomic<bool> has_heard_all_{false};
  std::thread capture_thread_, worker_thread_, picture_thread_, sender_thread_;
  int64_t next_second_us_ = 0;
  uint64_t told_drops_ = 0;
  bool is_stall_told_ = false;
};

}  // namespace cradlewatch
