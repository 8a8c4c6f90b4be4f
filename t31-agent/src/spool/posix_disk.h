#pragma once

#include <memory>

#include "spool/disk.h"

namespace cradlewatch {

/// A folder of the system's, locked against other processes.
class PosixDisk final : public Disk {
 public:
  /// Makes the folder if its parent exists. A wrong path or a folder in use is an error; a medium that does
  /// not work is a disk whose calls all fail.
  static Result<std::unique_ptr<Disk>> open(const std::string& path);

  ~PosixDisk() override;
  PosixDisk(const PosixDisk&) = delete;
  PosixDisk& operator=(const PosixDisk&) = delete;

  int create(const char* name) override;
  int open(const char* name) override;
  void close(int file) override;
  int64_t size(int file) override;
  int64_t read(int file, uint64_t offset, uint8_t* to, size_t count) override;
  int write(int file, uint64_t offset, const Bytes* parts, size_t count) override;
  int truncate(int file, uint64_t size) override;
  int sync(int file) override;
  int rename(const char* from, const char* to) override;
  int remove(const char* name) override;
  int sync_folder() override;
  int list(std::vector<std::string>& names) override;

 private:
  explicit PosixDisk(int folder) : folder_(folder) {}

  int open_file(const char* name, int flags);

  /// Negative if the folder could not be opened: then every call says EBADF.
  int folder_;
};

}  // namespace cradlewatch
