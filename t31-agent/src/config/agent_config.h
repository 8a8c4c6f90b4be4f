#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/result.h"
#include "gate/gate.h"

namespace cradlewatch {

struct DeviceConfig {
  std::string id;
  /// PEM file of the private key.
  std::string key;
};

struct AudioConfig {
  std::string source = "alsa", path;
  bool realtime = true;
  /// Simulated seconds a second.
  double speed = 1;
  /// Time of a file's first sample.
  std::optional<int64_t> start_us;
  /// Whether the agent listens on, with heartbeats, after the end of a file.
  bool stays_at_end = false;
};

struct SpoolConfig {
  std::string dir;
  int max_mb = 32;
};

enum class Security { kPlaintext, kSsl, kSaslSsl };

struct KafkaConfig {
  std::string brokers;
  Security security = Security::kPlaintext;
  /// Files; empty where there is none.
  std::string ca, cert, key;
  std::string sasl_mechanism = "SCRAM-SHA-512", username, password_file;
  int linger_ms = 5;
  int queue_kb = 256;
};

struct PicturesConfig {
  /// Empty: no pictures.
  std::string dir;
  int max_mb = 4;
};

struct HeartbeatConfig {
  int every_s = 10;
  /// Empty: none is touched.
  std::string file;
};

/// What the agent runs with. Paths are absolute or relative to the working directory.
struct AgentConfig {
  DeviceConfig device;
  AudioConfig audio;
  std::string model_path;
  GateConfig gate;
  /// Streams every window.
  bool streams_all = false;
  SpoolConfig spool;
  KafkaConfig kafka;
  PicturesConfig pictures;
  HeartbeatConfig heartbeat;
  LogLevel log_level = LogLevel::kInfo;
};

/// A configuration, or all that is wrong with it, a line each. source is for messages; paths in the text are
/// taken relative to folder, the working directory if it is empty.
struct ParsedConfig {
  AgentConfig config;
  std::vector<std::string> errors;
};
ParsedConfig parse_config(const std::string& text, const std::string& source, const std::string& folder);

/// The same from a file, with paths relative to its folder.
ParsedConfig load_config(const std::string& path);

/// The configuration as TOML. There are no secrets in it, only names of files.
std::string to_toml(const AgentConfig& config);

}  // namespace cradlewatch
