#pragma once

namespace cradlewatch {

/// Ends another thread's wait; a wake before the wait ends it at once. From any thread.
class Wakeup {
 public:
  Wakeup();
  ~Wakeup();
  Wakeup(const Wakeup&) = delete;
  Wakeup& operator=(const Wakeup&) = delete;

  void wake();
  void wait(int timeout_ms);

  /// Eight bytes written to it, a number over 0, wake too.
  int fd() const { return fd_; }

 private:
  int fd_;
};

}  // namespace cradlewatch
