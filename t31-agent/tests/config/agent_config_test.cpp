#include "config/agent_config.h"

#include <gtest/gtest.h>

#include "temp_dir.h"

namespace cradlewatch {
namespace {

/// What the console's `cradlewatch device add` writes (AgentConfiguration.java).
constexpr const char* kAdded = R"([device]
id = "monitor-0a1b2c3d"
key = "device.pem"

[audio]
source = "alsa"
path = "default"

[model]
path = "cry-tiny.bin"

[spool]
dir = "spool"

[kafka]
brokers = "kafka.example:9093"
security = "sasl_ssl"
ca = "ca.pem"
sasl_mechanism = "SCRAM-SHA-512"
username = "monitor-0a1b2c3d"
password_file = "kafka.password"
)";

constexpr const char* kLeast = "[device]\nid = \"d42\"\n[kafka]\nbrokers = \"localhost:9092\"\n";

ParsedConfig parse(const std::string& text) { return parse_config(text, "agent.toml", "/etc/cradlewatch"); }

/// The only complaint about the least configuration with these lines after it, without the file's name.
std::string complaint(const std::string& more) {
  const ParsedConfig parsed = parse(kLeast + more);
  if (parsed.errors.size() != 1) return std::to_string(parsed.errors.size()) + " complaints";
  return parsed.errors[0].substr(std::string("agent.toml:").size());
}

TEST(AgentConfigTest, ReadsWhatDeviceAddWrites) {
  const ParsedConfig parsed = parse(kAdded);
  ASSERT_EQ(parsed.errors, std::vector<std::string>{});
  const AgentConfig& config = parsed.config;
  EXPECT_EQ(config.device.id, "monitor-0a1b2c3d");
  EXPECT_EQ(config.device.key, "/etc/cradlewatch/device.pem");
  EXPECT_EQ(config.audio.source, "alsa");
  EXPECT_EQ(config.audio.path, "default");
  EXPECT_EQ(config.model_path, "/etc/cradlewatch/cry-tiny.bin");
  EXPECT_EQ(config.spool.dir, "/etc/cradlewatch/spool");
  EXPECT_EQ(config.kafka.security, Security::kSaslSsl);
  EXPECT_EQ(config.kafka.ca, "/etc/cradlewatch/ca.pem");
  EXPECT_EQ(config.kafka.password_file, "/etc/cradlewatch/kafka.password");
}

TEST(AgentConfigTest, HasADefaultForAllButDeviceAndBrokers) {
  const AgentConfig config = parse(kLeast).config;
  EXPECT_EQ(config.device.key, "/etc/cradlewatch/device.pem");
  EXPECT_EQ(config.kafka.security, Security::kPlaintext);
  EXPECT_EQ(config.heartbeat.every_s, 10);
  EXPECT_EQ(config.pictures.dir, "");
  EXPECT_FALSE(config.streams_all);
  EXPECT_DOUBLE_EQ(config.gate.stream, GateConfig().stream);
  EXPECT_DOUBLE_EQ(config.gate.on, GateConfig().on);
}

TEST(AgentConfigTest, DevicesDrawTheirAuditsApart) {
  const auto seed = [](const std::string& id) {
    return parse("[device]\nid = \"" + id + "\"\n[kafka]\nbrokers = \"b:1\"\n").config.gate.seed;
  };
  EXPECT_EQ(seed("d42"), seed("d42"));
  EXPECT_NE(seed("d42"), seed("d43"));
}

TEST(AgentConfigTest, ReadsAReplay) {
  const ParsedConfig parsed = parse(std::string(kLeast) +
                                    "[audio]\nsource = \"wav\"\npath = \"/nights/1.wav\"\nrealtime = false\n"
                                    "speed = 2\nstart = 2026-03-01T22:00:00+01:00\nat_end = \"stay\"\n");
  ASSERT_EQ(parsed.errors, std::vector<std::string>{});
  EXPECT_EQ(parsed.config.audio.path, "/nights/1.wav");
  EXPECT_FALSE(parsed.config.audio.realtime);
  EXPECT_DOUBLE_EQ(parsed.config.audio.speed, 2);
  EXPECT_EQ(parsed.config.audio.start_us, 1'772'398'800'000'000);
  EXPECT_TRUE(parsed.config.audio.stays_at_end);
}

TEST(AgentConfigTest, WhatItPrintsIsReadAsTheSame) {
  const AgentConfig config = parse(kAdded).config;
  const ParsedConfig again = parse(to_toml(config));
  EXPECT_EQ(again.errors, std::vector<std::string>{});
  EXPECT_EQ(to_toml(again.config), to_toml(config));
}

TEST(AgentConfigTest, NamesTheKeyTheValueAndTheRemedy) {
  EXPECT_EQ(complaint("[gate]\nstream = 0\n"), "6: gate.stream 0: expected over 0 to 1");
  EXPECT_EQ(complaint("[gate]\non = 1.5\n"), "6: gate.on 1.5: expected over 0 to 1");
  EXPECT_EQ(complaint("[gate]\noff = 0.7\n"), "6: gate.off 0.7: gate.off may not be over gate.on");
  EXPECT_EQ(complaint("[gate]\non = true\n"), "6: gate.on true: expected a number, over 0 to 1");
  EXPECT_EQ(complaint("[gate]\npre_roll_s = 2.5\n"),
            "6: gate.pre_roll_s 2.5: expected a whole number, 0 to 30");
  EXPECT_EQ(complaint("[gate]\nmode = \"some\"\n"), "6: gate.mode \"some\": expected \"gate\" or \"all\"");
  EXPECT_EQ(complaint("[audio]\nrate = 8000\n"),
            "6: audio.rate 8000: expected 16000 Hz, the only rate that the models know");
  EXPECT_EQ(complaint("[audio]\nrealtime = false\n"),
            "6: audio.realtime false: is for files: a microphone has its own time");
  EXPECT_EQ(complaint("[heartbeat]\nevery_s = 60\n"), "6: heartbeat.every_s 60: expected 1 to 30");
  EXPECT_EQ(complaint("[log]\nlevel = 3\n"), "6: log.level 3: expected text in quotes");
  EXPECT_EQ(complaint("[spool]\ndir = \"\"\n"), "6: spool.dir \"\": is empty");
}

TEST(AgentConfigTest, TakesCharactersBeyondAsciiInQuotesAndCommentsAlone) {
  EXPECT_EQ(
      parse(std::string(kLeast) + "[spool]\ndir = \"/mnt/Z\u00fcrich \\\"1\\\"\"  # \u00fcber\n").errors,
      std::vector<std::string>{});
  EXPECT_EQ(complaint("[spool]\n\u00fc = 1\n"), "6: a character that is not ASCII stands outside quotes");
  EXPECT_EQ(complaint("[spool]\ndir = \"a\"\u00a1\n"),
            "6: a character that is not ASCII stands outside quotes");
  EXPECT_EQ(complaint("[spool]\ndir = \"\"\"a\"\"\"\n"), "6: texts over several lines are not read");
  EXPECT_NE(parse("\xC3\xBF.").errors, std::vector<std::string>{});
  EXPECT_EQ(complaint("[/0\"\n"), "5: a table's name is missing behind the bracket");
  EXPECT_EQ(complaint(" [[ +a]]\n"), "5: a table's name is missing behind the bracket");
  EXPECT_EQ(complaint("a=2_\"\xEF\xBA\xBF"), "5: a quote stands where no text can begin");
  EXPECT_EQ(complaint("a=[}"), "5: '[' stands outside quotes: a value is a text, a number, true or false");
  EXPECT_NE(parse("[").errors, std::vector<std::string>{});
}

TEST(AgentConfigTest, SuggestsTheNearestKey) {
  EXPECT_EQ(complaint("[gate]\npre_rol_s = 3\n"),
            "6: gate.pre_rol_s: unknown key (did you mean gate.pre_roll_s?)");
  EXPECT_EQ(complaint("[spol]\ndir = \"s\"\n"), "5: spol: unknown key (did you mean spool?)");
  EXPECT_EQ(complaint("[gate]\nentirely_different = 3\n"), "6: gate.entirely_different: unknown key");
}

TEST(AgentConfigTest, TellsAllErrorsAtOnceInTheirOrder) {
  const ParsedConfig parsed = parse("[gate]\non = 7\nof = 0.1\n[log]\nlevel = \"loud\"\n");
  ASSERT_EQ(parsed.errors.size(), 5U);
  EXPECT_NE(parsed.errors[0].find("device.id: is missing"), std::string::npos) << parsed.errors[0];
  EXPECT_NE(parsed.errors[1].find("kafka.brokers: is missing"), std::string::npos) << parsed.errors[1];
  EXPECT_NE(parsed.errors[2].find(":2: gate.on"), std::string::npos) << parsed.errors[2];
  EXPECT_NE(parsed.errors[3].find(":3: gate.of:"), std::string::npos) << parsed.errors[3];
  EXPECT_NE(parsed.errors[4].find(":5: log.level"), std::string::npos) << parsed.errors[4];
}

TEST(AgentConfigTest, SendsNoPasswordInTheClear) {
  EXPECT_EQ(parse(std::string(kLeast) + "username = \"d42\"\n").errors,
            (std::vector<std::string>{"agent.toml:5: kafka.username \"d42\": needs kafka.security "
                                      "\"sasl_ssl\": no password goes in the clear"}));
  EXPECT_EQ(parse(std::string(kLeast) + "security = \"sasl_ssl\"\n").errors.size(), 2U);
  EXPECT_EQ(parse(std::string(kLeast) + "security = \"sasl_plaintext\"\n").errors.size(), 1U);
}

TEST(AgentConfigTest, RefusesAnIdThatTheRegistryCannotHave) {
  for (const char* id : {"-d", "d 42", "d/42", "d\\u00e9"}) {
    const ParsedConfig parsed =
        parse(std::string("[device]\nid = \"") + id + "\"\n[kafka]\nbrokers = \"b:1\"\n");
    EXPECT_EQ(parsed.errors.size(), 1U) << id;
  }
}

TEST(AgentConfigTest, TellsWhereTheTextIsNoToml) {
  const ParsedConfig parsed = parse("[device]\nid = d42\n");
  ASSERT_EQ(parsed.errors.size(), 1U);
  EXPECT_EQ(parsed.errors[0].rfind("agent.toml:2: ", 0), 0U) << parsed.errors[0];
}

TEST(AgentConfigTest, TakesPathsFromTheFilesFolder) {
  const TempDir folder;
  const std::string file = folder.write("agent.toml", kLeast);
  const ParsedConfig parsed = load_config(file);
  ASSERT_EQ(parsed.errors, std::vector<std::string>{});
  EXPECT_EQ(parsed.config.spool.dir, folder.file("spool"));
}

TEST(AgentConfigTest, NamesAFileThatItCannotRead) {
  ASSERT_EQ(load_config("/nowhere/agent.toml").errors.size(), 1U);
  EXPECT_EQ(load_config("/nowhere/agent.toml").errors[0],
            "/nowhere/agent.toml: No such file or directory (name it with --config)");
  const TempDir folder;
  EXPECT_EQ(load_config(folder.file("")).errors.size(), 1U);
  EXPECT_EQ(load_config(folder.write("big.toml", std::string(70'000, '\n'))).errors.size(), 1U);
}

}  // namespace
}  // namespace cradlewatch
