#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "spool/spool.h"

namespace cradlewatch {

/// The spool's folder, so that tests can let it fail and cut its power. Calls give 0 or what they say, or a
/// negative errno. Several threads may call at once, for different files. None throws or, list apart,
/// allocates.
class Disk {
 public:
  virtual ~Disk() = default;

  /// A new file's handle; -EEXIST if the name is taken.
  virtual int create(const char* name) = 0;
  virtual int open(const char* name) = 0;
  virtual void close(int file) = 0;
  virtual int64_t size(int file) = 0;
  /// How many bytes were read: fewer than count only at the file's end.
  virtual int64_t read(int file, uint64_t offset, uint8_t* to, size_t count) = 0;
  /// Writes the parts (at most kMaxParts) one after the other from offset on, all or an error.
  virtual int write(int file, uint64_t offset, const Bytes* parts, size_t count) = 0;
  virtual int truncate(int file, uint64_t size) = 0;
  /// Returns once the file's bytes are on stable storage.
  virtual int sync(int file) = 0;
  /// Replaces what was named to.
  virtual int rename(const char* from, const char* to) = 0;
  virtual int remove(const char* name) = 0;
  /// Returns once the names made, renamed and removed are on stable storage.
  virtual int sync_folder() = 0;
  virtual int list(std::vector<std::string>& names) = 0;

  static constexpr size_t kMaxParts = 3;
};

/// What a disk could not do; nothing if error is 0.
struct DiskFault {
  /// An errno.
  int error = 0;
  /// What was tried.
  const char* step = nullptr;

  explicit operator bool() const { return error != 0; }
};

/// Closes its file.
class DiskFile {
 public:
  DiskFile() = default;
  DiskFile(Disk& disk, int handle) : disk_(&disk), handle_(handle) {}
  ~DiskFile() { close(); }
  DiskFile(DiskFile&& other) noexcept : disk_(other.disk_), handle_(other.handle_) { other.handle_ = -1; }
  DiskFile& operator=(DiskFile&& other) noexcept {
    if (this != &other) {
      close();
      disk_ = other.disk_;
      handle_ = other.handle_;
      other.handle_ = -1;
    }
    return *this;
  }

  void close() {
    if (handle_ >= 0) disk_->close(handle_);
    handle_ = -1;
  }
  bool is_open() const { return handle_ >= 0; }
  /// The handle, or why there is none (negative errno).
  int handle() const { return handle_; }

 private:
  Disk* disk_ = nullptr;
  int handle_ = -1;
};

}  // namespace cradlewatch
