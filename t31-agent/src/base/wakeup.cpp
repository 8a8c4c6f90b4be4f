#include "base/wakeup.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace cradlewatch {

Wakeup::Wakeup() : fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Wakeup::~Wakeup() {
  if (fd_ >= 0) close(fd_);
}

void Wakeup::wake() { eventfd_write(fd_, 1); }

/// Without the descriptor it is only a wait.
void Wakeup::wait(int timeout_ms) {
  pollfd waiting{fd_, POLLIN, 0};
  poll(&waiting, 1, timeout_ms);
  eventfd_t wakes;
  eventfd_read(fd_, &wakes);
}

}  // namespace cradlewatch
