#include "agent/arguments.h"

#include <gtest/gtest.h>

namespace cradlewatch {
namespace {

using Command = Arguments::Command;

std::string complaint(const std::vector<std::string>& words) {
  const auto arguments = parse_arguments(words);
  if (arguments) return "taken";
  const std::string hint = " (t31-agent --help shows how it is called)";
  const std::string& message = arguments.error().message;
  return message.substr(0, message.size() - hint.size());
}

TEST(ArgumentsTest, ListensWithAConfiguration) {
  const auto arguments =
      parse_arguments({"--config", "agent.toml", "--heartbeat-file", "beat", "--log-level", "debug"});
  ASSERT_TRUE(arguments);
  EXPECT_EQ(arguments.value().command, Command::kListen);
  EXPECT_EQ(arguments.value().config_file, "agent.toml");
  EXPECT_EQ(arguments.value().heartbeat_file, "beat");
  EXPECT_EQ(arguments.value().log_level, LogLevel::kDebug);
  EXPECT_FALSE(arguments.value().is_check);
  EXPECT_TRUE(parse_arguments({"--check", "--config", "agent.toml"}).value().is_check);
}

TEST(ArgumentsTest, SetsTheGate) {
  const auto arguments = parse_arguments(
      {"gate",  "--model",     "m.bin",      "--stream", "0.1",         "--on",  "0.7",
       "--off", "0.3",         "--pre-roll", "4",        "--post-roll", "6",     "--audit-share",
       "0",     "--smoothing", "3",          "--seed",   "9",           "a.wav", "b.wav"});
  ASSERT_TRUE(arguments) << arguments.error().message;
  const Arguments& found = arguments.value();
  EXPECT_EQ(found.command, Command::kGate);
  EXPECT_EQ(found.model_file, "m.bin");
  EXPECT_DOUBLE_EQ(found.gate.stream, 0.1);
  EXPECT_DOUBLE_EQ(found.gate.on, 0.7);
  EXPECT_DOUBLE_EQ(found.gate.off, 0.3);
  EXPECT_EQ(found.gate.pre_roll_s, 4);
  EXPECT_EQ(found.gate.post_roll_s, 6);
  EXPECT_EQ(found.gate.audit_share, 0);
  EXPECT_EQ(found.gate.smoothing_windows, 3);
  EXPECT_EQ(found.gate.seed, 9U);
  EXPECT_EQ(found.recordings, (std::vector<std::string>{"a.wav", "b.wav"}));
}

TEST(ArgumentsTest, KnowsItsOtherCommands) {
  EXPECT_EQ(parse_arguments({"bench", "--model", "m.bin", "--seconds", "7"}).value().seconds, 7);
  EXPECT_EQ(parse_arguments({"--version"}).value().command, Command::kVersion);
  EXPECT_EQ(parse_arguments({"gate", "--help"}).value().command, Command::kHelp);
}

TEST(ArgumentsTest, NamesWhatIsWrong) {
  EXPECT_EQ(complaint({}), "--config is missing");
  EXPECT_EQ(complaint({"--config"}), "--config: a value is missing");
  EXPECT_EQ(complaint({"--config", "c", "--chekc"}), "--chekc: unknown");
  EXPECT_EQ(complaint({"--config", "c", "--log-level", "loud"}),
            "--log-level loud: expected error, warn, info or debug");
  EXPECT_EQ(complaint({"gate", "--model", "m"}), "a WAV file is missing");
  EXPECT_EQ(complaint({"gate", "a.wav"}), "--model is missing");
  EXPECT_EQ(complaint({"gate", "--on", "much"}), "--on much: expected a number");
  EXPECT_EQ(complaint({"gate", "--pre-roll", "1.5"}), "--pre-roll 1.5: expected a whole number of 0 or more");
  EXPECT_EQ(complaint({"gate", "--seed", "-1"}), "--seed -1: expected a whole number of 0 or more");
  EXPECT_EQ(complaint({"bench", "--model", "m", "--seconds", "0"}), "--seconds 0: expected 1 or more");
}

}  // namespace
}  // namespace cradlewatch
