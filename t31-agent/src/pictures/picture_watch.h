#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/progress.h"
#include "records/journal.h"

namespace cradlewatch {

/// What a picture's name says: day-... or night-..., ending with .jpg, .jpeg or .png; nothing for another
/// name.
std::optional<wire::ImageKind> picture_kind(std::string_view name);

/// Takes pictures from a folder into the spool: those that were renamed in, or closed after writing, and at
/// the start and every half minute those that lie there untouched for some seconds. Deletes a picture once
/// the spool has it.
class PictureWatch {
 public:
  struct Options {
    std::string dir;
    size_t max_bytes;
    /// A file that was found, not told of, may still be written to until it is this old.
    int64_t settled_us = 5'000'000;
    int64_t scan_every_us = 30'000'000;
    /// Pictures are stamped with the clock of a replay, not with the file's time.
    bool is_simulated = false;
  };

  PictureWatch(Options options, Journal& journal);
  ~PictureWatch();
  PictureWatch(const PictureWatch&) = delete;
  PictureWatch& operator=(const PictureWatch&) = delete;

  /// Waits up to timeout_ms for pictures and takes them.
  void step(int timeout_ms);

  void run(const std::atomic<bool>& stop);
  Progress& progress() { return progress_; }

 private:
  enum class Taken { kYes, kNo, kNoRoom };

  void open_folder();
  void take_told();
  void scan();
  std::optional<std::string> oldest_settled() const;
  Taken take(const char* name);
  Taken refuse(const char* name, const char* why, long long bytes);

  Options options_;
  Journal& journal_;
  Progress progress_;
  int notify_ = -1, folder_ = -1;
  int64_t next_scan_us_ = 0;
};

}  // namespace cradlewatch
