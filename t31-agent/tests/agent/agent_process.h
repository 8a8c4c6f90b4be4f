#pragma once

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace cradlewatch {

/// The agent's program as a process of its own, as a demo or a supervisor runs it.
class AgentProcess {
 public:
  AgentProcess() = default;
  ~AgentProcess() {
    if (pid_ <= 0) return;
    signal(SIGKILL);
    ended();
  }
  AgentProcess(AgentProcess&& other) noexcept : pid_(other.pid_) { other.pid_ = 0; }
  AgentProcess& operator=(AgentProcess&& other) noexcept {
    std::swap(pid_, other.pid_);
    return *this;
  }

  /// What it prints goes to the files out and err.
  AgentProcess(std::vector<std::string> words, const std::string& out, const std::string& err) {
    words.insert(words.begin(), AGENT_PROGRAM);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    constexpr int kAnew = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out.c_str(), kAnew, 0600);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, err.c_str(), kAnew, 0600);
    if (posix_spawn(&pid_, arguments[0], &files, nullptr, arguments.data(), environ) != 0) pid_ = 0;
    posix_spawn_file_actions_destroy(&files);
  }

  void signal(int number) const {
    if (pid_ > 0) kill(pid_, number);
  }

  /// Waits for its end: the exit code, or the signal that ended it as a negative number.
  int ended() {
    int status = 0;
    if (pid_ <= 0 || waitpid(pid_, &status, 0) != pid_) return -1;
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  /// Stops every thread where it is, as SIGKILL would; false if it had ended before.
  bool freeze() {
    signal(SIGSTOP);
    int status = 0;
    if (pid_ <= 0 || waitpid(pid_, &status, WUNTRACED) != pid_) return false;
    if (!WIFSTOPPED(status)) pid_ = 0;
    return WIFSTOPPED(status);
  }

  /// How many bytes of this file it has read; nothing while it does not have it open.
  std::optional<int64_t> bytes_read(const std::string& file) const {
    const std::string process = "/proc/" + std::to_string(pid_);
    std::error_code gone;
    for (const auto& entry : std::filesystem::directory_iterator(process + "/fd", gone)) {
      if (std::filesystem::read_symlink(entry.path(), gone) != file) continue;
      std::ifstream info(process + "/fdinfo/" + entry.path().filename().string());
      std::string name;
      int64_t position = 0;
      if (info >> name >> position && name == "pos:") return position;
    }
    return std::nullopt;
  }

 private:
  pid_t pid_ = 0;
};

}  // namespace cradlewatch
