#include "capture/window_ring.h"

namespace cradlewatch {

void WindowRing::push(const AudioWindow& window) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (count_ == slots_.size()) {
      first_ = (first_ + 1) % slots_.size();
      --count_;
      ++dropped_;
    }
    put(window);
  }
  changed_.notify_one();
}

bool WindowRing::push_waiting(const AudioWindow& window, std::chrono::milliseconds timeout) {
  {
    std::unique_lock<std::mutex> lock(mutex_);
    if (!taken_.wait_for(lock, timeout, [this] { return count_ < slots_.size(); })) return false;
    put(window);
  }
  changed_.notify_one();
  return true;
}

void WindowRing::put(const AudioWindow& window) {
  slots_[(first_ + count_) % slots_.size()] = window;
  ++count_;
}

void WindowRing::close() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_closed_ = true;
  }
  changed_.notify_one();
}

WindowRing::Pop WindowRing::pop(AudioWindow& out, std::chrono::milliseconds timeout) {
  {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait_for(lock, timeout, [this] { return count_ > 0 || is_closed_; });
    if (count_ == 0) return is_closed_ ? Pop::kClosed : Pop::kTimeout;
    out = slots_[first_];
    first_ = (first_ + 1) % slots_.size();
    --count_;
  }
  taken_.notify_one();
  return Pop::kWindow;
}

uint64_t WindowRing::dropped() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return dropped_;
}

}  // namespace cradlewatch
