#include <cstdio>
#include <sstream>

#include "base/iso_time.h"
#include "config/agent_config.h"

namespace cradlewatch {
namespace {

class Writer {
 public:
  void section(const char* name) { toml_ << (is_first_ ? "[" : "\n[") << name << "]\n", is_first_ = false; }

  /// Left out when it is empty: then it has no default that is a text.
  void text(const char* key, const std::string& value) {
    if (value.empty()) return;
    toml_ << key << " = \"";
    for (const char letter : value) {
      if (letter == '"' || letter == '\\') toml_ << '\\';
      toml_ << letter;
    }
    toml_ << "\"\n";
  }
  template <typename T>
  void value(const char* key, T value) {
    toml_ << key << " = " << value << '\n';
  }
  /// With a point or an exponent, so that it is a number and no integer.
  void number(const char* key, double value) {
    std::ostringstream digits;
    digits.precision(15);
    digits << value;
    const bool is_whole = digits.str().find_first_of(".e") == std::string::npos;
    toml_ << key << " = " << digits.str() << (is_whole ? ".0" : "") << '\n';
  }
  void flag(const char* key, bool value) { toml_ << key << " = " << (value ? "true" : "false") << '\n'; }
  std::string str() const { return toml_.str(); }

 private:
  std::ostringstream toml_;
  bool is_first_ = true;
};

const char* name_of(Security security) {
  switch (security) {
    case Security::kSsl:
      return "ssl";
    case Security::kSaslSsl:
      return "sasl_ssl";
    case Security::kPlaintext:
      break;
  }
  return "plaintext";
}

void write_audio(Writer& toml, const AudioConfig& audio) {
  toml.section("audio");
  toml.text("source", audio.source);
  toml.text("path", audio.path);
  toml.value("rate", kSampleRateHz);
  if (audio.source == "alsa") return;
  toml.flag("realtime", audio.realtime);
  toml.number("speed", audio.speed);
  if (audio.start_us) toml.text("start", iso_time(*audio.start_us).text);
  toml.text("at_end", audio.stays_at_end ? "stay" : "exit");
}

void write_kafka(Writer& toml, const KafkaConfig& kafka) {
  toml.section("kafka");
  toml.text("brokers", kafka.brokers);
  toml.text("security", name_of(kafka.security));
  toml.text("ca", kafka.ca);
  toml.text("cert", kafka.cert);
  toml.text("key", kafka.key);
  if (kafka.security == Security::kSaslSsl) toml.text("sasl_mechanism", kafka.sasl_mechanism);
  toml.text("username", kafka.username);
  toml.text("password_file", kafka.password_file);
  toml.value("linger_ms", kafka.linger_ms);
  toml.value("queue_kb", kafka.queue_kb);
}

}  // namespace

std::string to_toml(const AgentConfig& config) {
  Writer toml;
  toml.section("device");
  toml.text("id", config.device.id);
  toml.text("key", config.device.key);
  write_audio(toml, config.audio);
  toml.section("model");
  toml.text("path", config.model_path);
  toml.section("gate");
  toml.text("mode", config.streams_all ? "all" : "gate");
  toml.number("stream", config.gate.stream);
  toml.number("on", config.gate.on);
  toml.number("off", config.gate.off);
  toml.value("pre_roll_s", config.gate.pre_roll_s);
  toml.value("post_roll_s", config.gate.post_roll_s);
  toml.number("audit_share", config.gate.audit_share);
  toml.value("smoothing_windows", config.gate.smoothing_windows);
  toml.value("seed", config.gate.seed);
  toml.section("spool");
  toml.text("dir", config.spool.dir);
  toml.value("max_mb", config.spool.max_mb);
  write_kafka(toml, config.kafka);
  toml.section("pictures");
  toml.text("dir", config.pictures.dir);
  toml.value("max_mb", config.pictures.max_mb);
  toml.section("heartbeat");
  toml.value("every_s", config.heartbeat.every_s);
  toml.text("file", config.heartbeat.file);
  toml.section("log");
  toml.text("level", cradlewatch::name_of(config.log_level));
  return toml.str();
}

}  // namespace cradlewatch
