#include "config/agent_config.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/crc32.h"
#include "config/toml_reader.h"

namespace cradlewatch {
namespace {

constexpr size_t kMostConfigBytes = 64 * 1024;
constexpr size_t kMostIdCharacters = 64;

bool is_id(const std::string& text) {
  const auto is_alphanumeric = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !text.empty() && text.size() <= kMostIdCharacters && is_alphanumeric(text[0]) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_alphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

/// Reads a file's name; a relative one is taken from folder.
class Paths {
 public:
  Paths(TomlReader& reader, const std::string& folder) : reader_(reader), folder_(folder) {}

  void read(const std::string& name, std::string& path, const std::string& otherwise = "") {
    std::string found = otherwise;
    reader_.text(name, found);
    path = found.empty() ? "" : resolved(found);
  }
  std::string resolved(const std::string& path) const {
    return path[0] == '/' || folder_.empty() ? path : folder_ + '/' + path;
  }

 private:
  TomlReader& reader_;
  const std::string& folder_;
};

void require(TomlReader& reader, const std::string& name, const std::string& what) {
  if (!reader.has(name)) reader.complain(name, "is missing: " + what);
}

void read_device(TomlReader& reader, Paths& paths, DeviceConfig& device) {
  reader.text("device.id", device.id);
  require(reader, "device.id", "set it to the id that cradlewatch device add gave");
  if (!device.id.empty() && !is_id(device.id)) {
    reader.complain("device.id",
                    "expected 1 to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or digit");
  }
  paths.read("device.key", device.key, "device.pem");
}

void read_audio(TomlReader& reader, const Paths& paths, AudioConfig& audio) {
  reader.one_of("audio.source", audio.source, {"wav", "pcm", "alsa"});
  reader.text("audio.path", audio.path);
  if (audio.source == "alsa") {
    if (audio.path.empty()) audio.path = "default";
  } else {
    require(reader, "audio.path", audio.source == "wav" ? "name a WAV file" : "name a file, a FIFO or \"-\"");
    if (!audio.path.empty() && audio.path != "-") audio.path = paths.resolved(audio.path);
  }
  int64_t rate = kSampleRateHz;
  reader.integer("audio.rate", rate, 1, 1'000'000);
  if (rate != kSampleRateHz) {
    reader.complain("audio.rate", "expected 16000 Hz, the only rate that the models know");
  }
  reader.flag("audio.realtime", audio.realtime);
  reader.number("audio.speed", audio.speed, 0.1, 1000);
  reader.time("audio.start", audio.start_us);
  std::string at_end = "exit";
  reader.one_of("audio.at_end", at_end, {"exit", "stay"});
  audio.stays_at_end = at_end == "stay";
  if (audio.source == "alsa") {
    for (const char* name : {"audio.realtime", "audio.speed", "audio.start", "audio.at_end"}) {
      if (reader.has(name)) reader.complain(name, "is for files: a microphone has its own time");
    }
  }
}

void read_gate(TomlReader& reader, AgentConfig& config) {
  GateConfig& gate = config.gate;
  std::string mode = "gate";
  reader.one_of("gate.mode", mode, {"gate", "all"});
  config.streams_all = mode == "all";
  reader.number("gate.stream", gate.stream, 0, 1, true);
  reader.number("gate.on", gate.on, 0, 1, true);
  reader.number("gate.off", gate.off, 0, 1);
  if (gate.off > gate.on) {
    reader.complain(reader.has("gate.off") ? "gate.off" : "gate.on", "gate.off may not be over gate.on");
  }
  reader.integer("gate.pre_roll_s", gate.pre_roll_s, 0, Gate::kMaxRollSeconds);
  reader.integer("gate.post_roll_s", gate.post_roll_s, 0, Gate::kMaxRollSeconds);
  reader.number("gate.audit_share", gate.audit_share, 0, 1);
  reader.integer("gate.smoothing_windows", gate.smoothing_windows, 1, Gate::kMaxRollSeconds);
  // Devices that draw alike would all be audited in the same seconds.
  int64_t seed = crc32(reinterpret_cast<const uint8_t*>(config.device.id.data()), config.device.id.size());
  reader.integer("gate.seed", seed, 0, INT64_MAX);
  gate.seed = static_cast<uint64_t>(seed);
}

void read_kafka(TomlReader& reader, Paths& paths, KafkaConfig& kafka) {
  reader.text("kafka.brokers", kafka.brokers);
  require(reader, "kafka.brokers", "name some, such as \"kafka.example:9092\"");
  std::string security = "plaintext";
  reader.one_of("kafka.security", security, {"plaintext", "ssl", "sasl_ssl"});
  kafka.security = security == "ssl"        ? Security::kSsl
                   : security == "sasl_ssl" ? Security::kSaslSsl
                                            : Security::kPlaintext;
  paths.read("kafka.ca", kafka.ca);
  paths.read("kafka.cert", kafka.cert);
  paths.read("kafka.key", kafka.key);
  reader.one_of("kafka.sasl_mechanism", kafka.sasl_mechanism, {"SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"});
  reader.text("kafka.username", kafka.username);
  paths.read("kafka.password_file", kafka.password_file);
  reader.integer("kafka.linger_ms", kafka.linger_ms, 0, 1000);
  reader.integer("kafka.queue_kb", kafka.queue_kb, 64, 65'536);
  if (kafka.cert.empty() != kafka.key.empty()) {
    reader.complain(kafka.cert.empty() ? "kafka.key" : "kafka.cert",
                    "a client certificate needs both kafka.cert and kafka.key");
  }
  if (kafka.security == Security::kPlaintext) {
    for (const char* name : {"kafka.ca", "kafka.cert", "kafka.key"}) {
      if (reader.has(name)) reader.complain(name, "needs kafka.security \"ssl\" or \"sasl_ssl\"");
    }
  }
  for (const char* name : {"kafka.username", "kafka.password_file"}) {
    if (kafka.security == Security::kSaslSsl) {
      require(reader, name, "kafka.security \"sasl_ssl\" needs an account");
    } else if (reader.has(name)) {
      reader.complain(name, "needs kafka.security \"sasl_ssl\": no password goes in the clear");
    }
  }
}

void read_rest(TomlReader& reader, Paths& paths, AgentConfig& config) {
  paths.read("model.path", config.model_path, "cry-tiny.bin");
  paths.read("spool.dir", config.spool.dir, "spool");
  reader.integer("spool.max_mb", config.spool.max_mb, 1, 4096);
  paths.read("pictures.dir", config.pictures.dir);
  reader.integer("pictures.max_mb", config.pictures.max_mb, 1, 4);
  reader.integer("heartbeat.every_s", config.heartbeat.every_s, 1, 30);
  paths.read("heartbeat.file", config.heartbeat.file);
  std::string level = name_of(config.log_level);
  reader.one_of("log.level", level, {"error", "warn", "info", "debug"});
  config.log_level = log_level_of(level).value_or(config.log_level);
}

}  // namespace

ParsedConfig parse_config(const std::string& text, const std::string& source, const std::string& folder) {
  ParsedConfig parsed;
  AgentConfig& config = parsed.config;
  TomlReader reader(text, source);
  Paths paths(reader, folder);
  read_device(reader, paths, config.device);
  read_audio(reader, paths, config.audio);
  read_gate(reader, config);
  read_kafka(reader, paths, config.kafka);
  read_rest(reader, paths, config);
  parsed.errors = reader.finish();
  return parsed;
}

ParsedConfig load_config(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return {{}, {path + ": " + std::strerror(errno) + " (name it with --config)"}};
  std::string text(kMostConfigBytes + 1, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file));
  const bool has_failed = std::ferror(file) != 0;
  std::fclose(file);
  if (has_failed) return {{}, {path + ": cannot be read (name a file with --config)"}};
  if (text.size() > kMostConfigBytes) return {{}, {path + ": over 64 kB: not the agent's configuration"}};
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : slash == 0 ? "/" : path.substr(0, slash);
  return parse_config(text, path, folder);
}

}  // namespace cradlewatch
