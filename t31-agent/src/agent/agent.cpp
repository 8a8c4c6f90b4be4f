#include "agent/agent.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <cstring>

#include "base/log.h"

namespace cradlewatch {
namespace {

constexpr int kRingWindows = 8;
constexpr int64_t kSecondUs = 1'000'000;
/// A thread that gave no sign for so long hangs; sound that did not come for so long is a fault of its
/// source.
constexpr int64_t kStalledUs = 30 * kSecondUs;
constexpr size_t kMegabyte = 1U << 20;

size_t index(Lane lane) { return static_cast<size_t>(lane); }

}  // namespace

std::string to_json(const Summary& summary) {
  std::array<char, 400> json;
  std::snprintf(json.data(), json.size(),
                "{\"captured\": %" PRIu64 ", \"streamed\": %" PRIu64 ", \"events\": %" PRIu64
                ", \"pictures\": %" PRIu64 ", \"acknowledged\": %" PRIu64 ", \"dropped\": %" PRIu64
                ", \"waiting\": %" PRIu64 "}",
                summary.captured, summary.streamed, summary.events, summary.pictures, summary.acknowledged,
                summary.dropped, summary.waiting);
  return json.data();
}

Agent::Agent(const AgentConfig& config) : config_(config) {}

Agent::~Agent() {
  if (sender_thread_.joinable()) stop(0);
}

Result<std::unique_ptr<Agent>> Agent::create(const AgentConfig& config, StartError& error) {
  std::unique_ptr<Agent> agent(new Agent(config));
  if (!agent->open(error)) return Error{error.message};
  return agent;
}

bool Agent::open(StartError& error) {
  auto key = DeviceKey::load(config_.device.key);
  if (!key) {
    error = {kNoKey, key.error().message};
    return false;
  }
  key_ = std::move(key.value());
  auto gate = Gate::create(config_.gate);
  if (!gate) {
    error = {kWrongUsage, gate.error().message};
    return false;
  }
  gate_ = std::move(gate.value());
  make_clock();
  if (!open_spool(error) || !open_sender(error) || !open_capture(error)) return false;
  auto model = TinyModel::load(config_.model_path);
  const Text<48> name = model ? Text<48>::of(model.value()->name()) : Text<48>{};
  if (!model) {
    journal_->fault(FaultKind::kModel, "%s; every window is streamed", model.error().message.c_str());
  }
  scorer_ = std::make_unique<Scorer>(model ? std::move(model.value()) : nullptr);
  worker_ =
      std::make_unique<Worker>(Worker::Parts{*ring_, *journal_, *sender_, *scorer_, *gate_, step_clock_},
                               Worker::Options{config_.streams_all, config_.audio.stays_at_end,
                                               config_.heartbeat.every_s * kSecondUs, name});
  if (!config_.pictures.dir.empty()) {
    PictureWatch::Options options;
    options.dir = config_.pictures.dir;
    options.max_bytes = static_cast<size_t>(config_.pictures.max_mb) * kMegabyte;
    options.is_simulated = replay_clock_ != nullptr;
    pictures_ = std::make_unique<PictureWatch>(options, *journal_);
  }
  log_line(LogLevel::kInfo, "agent", "device %s listens, key %s, model %s", config_.device.id.c_str(),
           key_->id().c_str(), scorer_->has_model() ? std::string(name.view()).c_str() : "none");
  return true;
}

/// A recording with a time of its own, or not at the pace of the real one, has a clock of its own.
void Agent::make_clock() {
  PacingClock& system = PacingClock::system();
  const AudioConfig& audio = config_.audio;
  const bool is_simulated = audio.source != "alsa" && (audio.start_us || !audio.realtime || audio.speed != 1);
  if (is_simulated) {
    const int64_t start_us = audio.start_us.value_or(system.wall_us());
    config_.audio.start_us = start_us;
    if (audio.realtime) {
      replay_clock_ = std::make_unique<ScaledClock>(start_us, audio.speed, system);
    } else {
      auto clock = std::make_unique<StepClock>(start_us);
      step_clock_ = clock.get();
      replay_clock_ = std::move(clock);
    }
  }
  clock_ = std::make_unique<DeviceClock>(is_simulated ? *replay_clock_ : system,
                                         is_simulated ? 0 : DeviceClock::boot_id());
}

bool Agent::open_spool(StartError& error) {
  SpoolOptions options;
  options.path = config_.spool.dir;
  options.max_bytes = static_cast<uint64_t>(config_.spool.max_mb) * kMegabyte;
  auto spool = Spool::open(options);
  if (!spool) {
    error = {kNoSpool, spool.error().message};
    return false;
  }
  spool_ = std::move(spool.value());
  for (const std::string& note : spool_->notes()) log_line(LogLevel::kWarn, "spool", "%s", note.c_str());
  journal_ = std::make_unique<Journal>(*spool_, *clock_, wakeup_);
  return true;
}

bool Agent::open_sender(StartError& error) {
  SenderOptions options;
  options.producer.kafka = config_.kafka;
  options.producer.device = config_.device.id;
  options.producer.queue_bytes = static_cast<size_t>(config_.kafka.queue_kb) * 1024;
  auto sender = Sender::create(options, *spool_, *key_, *clock_, *journal_, wakeup_);
  if (!sender) {
    error = {kNoKafka, sender.error().message};
    return false;
  }
  sender_ = std::move(sender.value());
  return true;
}

bool Agent::open_capture(StartError& error) {
  AudioOptions options;
  options.kind = config_.audio.source;
  options.path = config_.audio.path;
  options.realtime = config_.audio.realtime;
  options.start_us = config_.audio.start_us;
  options.clock = replay_clock_.get();
  options.stop = &stop_;
  ring_ = std::make_unique<WindowRing>(kRingWindows);
  auto source = open_audio_source(options);
  if (!source) {
    if (Capture::is_recording(options)) {
      error = {kNoAudio, source.error().message};
      return false;
    }
    journal_->fault(FaultKind::kCapture, "%s", source.error().message.c_str());
  }
  capture_ =
      std::make_unique<Capture>(options, source ? std::move(source.value()) : nullptr, *ring_, *journal_);
  return true;
}

void Agent::start() {
  sender_thread_ = std::thread([this] { sender_->run(); });
  worker_thread_ = std::thread([this] {
    worker_->run(stop_);
    has_heard_all_ = true;
  });
  if (pictures_) picture_thread_ = std::thread([this] { pictures_->run(stop_pictures_); });
  capture_thread_ = std::thread([this] { capture_->run(); });
}

bool Agent::supervise() {
  const int64_t now_us = PacingClock::system().steady_us();
  if (now_us >= next_second_us_) {
    next_second_us_ = now_us + kSecondUs;
    spool_->maintain(now_us / 1000);
    watch_faults();
    touch_heartbeat_file();
  }
  return !has_heard_all_ || waiting() > 0;
}

void Agent::watch_faults() {
  const SpoolStats stats = spool_->stats();
  if (stats.disk_error != 0) {
    journal_->fault(FaultKind::kDisk, "%s: %s failed: %s; records wait in memory", config_.spool.dir.c_str(),
                    stats.disk_step == nullptr ? "it" : stats.disk_step, std::strerror(stats.disk_error));
  }
  const uint64_t drops = ring_->dropped();
  if (drops > told_drops_) {
    journal_->fault(FaultKind::kOverload,
                    "%" PRIu64 " windows were dropped before they were heard: the board is too slow",
                    drops - told_drops_);
    told_drops_ = drops;
  }
  const bool is_silent = capture_->progress().is_stalled(kStalledUs);
  if (is_silent && !is_stall_told_) {
    journal_->fault(FaultKind::kCapture, "%s gave no sound for 30 s", config_.audio.path.c_str());
  }
  is_stall_told_ = is_silent;
}

bool Agent::is_stalled() const {
  return capture_->progress().is_stalled(kStalledUs) || worker_->progress().is_stalled(kStalledUs) ||
         sender_->progress().is_stalled(kStalledUs) ||
         (pictures_ && pictures_->progress().is_stalled(kStalledUs));
}

void Agent::touch_heartbeat_file() {
  const std::string& path = config_.heartbeat.file;
  if (path.empty() || is_stalled()) return;
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  const bool is_touched = file >= 0 && futimens(file, nullptr) == 0;
  if (!is_touched)
    log_line(LogLevel::kWarn, "agent", "%s: %s (set heartbeat.file)", path.c_str(), std::strerror(errno));
  if (file >= 0) close(file);
}

uint64_t Agent::waiting() const {
  uint64_t records = 0;
  for (const LaneStats& lane : spool_->stats().lanes) records += lane.waiting_records;
  return records;
}

Summary Agent::stop(int flush_ms) {
  stop_ = stop_pictures_ = true;
  for (std::thread* thread : {&capture_thread_, &worker_thread_, &picture_thread_}) {
    if (thread->joinable()) thread->join();
  }
  const int64_t until_ms = steady_ms() + flush_ms;
  while (waiting() > 0 && !sender_->is_failing() && steady_ms() < until_ms) {
    constexpr int64_t kLookAgainUs = 20'000;
    PacingClock::system().sleep_us(kLookAgainUs);
  }
  sender_->stop();
  if (sender_thread_.joinable()) sender_thread_.join();
  const JournalCounts& counts = journal_->counts();
  const SpoolStats stats = spool_->stats();
  const uint64_t dropped = ring_->dropped() + stats.lanes[index(Lane::kAudio)].dropped;
  const Summary summary{capture_->captured(),    counts.windows, counts.events, counts.pictures,
                        sender_->acknowledged(), dropped,        waiting()};
  if (summary.waiting > 0) {
    log_line(LogLevel::kInfo, "agent", "%" PRIu64 " records stay in the spool for the next start",
             summary.waiting);
  }
  spool_->flush(steady_ms());
  return summary;
}

}  // namespace cradlewatch
