#pragma once

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <vector>

#include "spool/disk.h"

namespace cradlewatch {

/// Flash in memory that outlives the disks on it. It fails on demand, and knows which bytes and names a power
/// cut may take.
class FakeFlash {
 public:
  /// Every call of this kind fails with this errno, if it is not 0.
  struct Errors {
    int list = 0, open = 0, create = 0, read = 0, write = 0, sync = 0, truncate = 0, rename = 0, remove = 0;
    int sync_folder = 0;
  } errors;
  /// Writes beyond give ENOSPC.
  size_t capacity = ~size_t{0};
  /// Changes until the power goes; then every call fails until cut_power.
  size_t changes_left = ~size_t{0};
  size_t written_bytes = 0, syncs = 0;

  std::vector<uint8_t>& bytes(const std::string& name) { return names_.at(name)->now; }
  bool has(const std::string& name) const { return names_.count(name) > 0; }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& [name, file] : names_) all.push_back(name);
    return all;
  }
  void put(const std::string& name, std::vector<uint8_t> bytes) {
    names_[name] = durable_names_[name] = std::make_shared<File>(File{bytes, bytes, {}});
  }
  void clear() { names_ = durable_names_ = {}; }
  size_t size() const {
    size_t bytes = 0;
    for (const auto& [name, file] : names_) bytes += file->now.size();
    return bytes;
  }

  /// What was not synced is lost, kept or torn: in the order of the changes, or any of them if is_unordered.
  void cut_power(std::mt19937& random, bool is_unordered) {
    std::vector<std::shared_ptr<File>> files;
    for (const auto& [name, file] : durable_names_) files.push_back(file);
    for (const NameChange& change : name_changes_) {
      if (change.file != nullptr) files.push_back(change.file);
    }
    for (const auto& file : files) settle(*file, random, is_unordered);
    bool is_lost = false;
    for (const NameChange& change : name_changes_) {
      is_lost = is_unordered ? random() % 2 == 0 : is_lost || random() % 4 == 0;
      if (!is_lost) apply(durable_names_, change);
    }
    name_changes_.clear();
    names_ = durable_names_;
    handles_.clear();
    changes_left = ~size_t{0};
  }

 private:
  friend class FakeDisk;

  /// Bytes written at an offset, or a new size (bytes empty).
  struct Change {
    size_t offset;
    std::vector<uint8_t> bytes;
  };
  struct File {
    std::vector<uint8_t> now, durable;
    std::vector<Change> changes;
  };
  /// from leaves, then to names the file.
  struct NameChange {
    std::string from, to;
    std::shared_ptr<File> file;
  };
  using Names = std::map<std::string, std::shared_ptr<File>>;

  static void apply(std::vector<uint8_t>& to, const Change& change, size_t count) {
    if (change.bytes.empty()) {
      to.resize(change.offset);
      return;
    }
    if (to.size() < change.offset + count) to.resize(change.offset + count);
    std::copy_n(change.bytes.begin(), count, to.begin() + static_cast<ptrdiff_t>(change.offset));
  }

  static void apply(Names& names, const NameChange& change) {
    if (!change.from.empty()) names.erase(change.from);
    if (!change.to.empty()) names[change.to] = change.file;
  }

  static void settle(File& file, std::mt19937& random, bool is_unordered) {
    bool is_lost = false;
    for (const Change& change : file.changes) {
      const uint32_t drawn = random() % 4;
      if (is_lost || (is_unordered && drawn == 0)) continue;
      const bool is_torn = drawn == 1 && !change.bytes.empty();
      apply(file.durable, change, is_torn ? random() % change.bytes.size() : change.bytes.size());
      is_lost = !is_unordered && drawn <= 1;
    }
    file.changes.clear();
    file.now = file.durable;
  }

  /// Whether a change may still be made.
  bool spend() {
    if (changes_left == 0) return false;
    if (changes_left != ~size_t{0}) --changes_left;
    return true;
  }

  std::mutex mutex_;
  Names names_, durable_names_;
  std::vector<NameChange> name_changes_;
  std::map<int, std::shared_ptr<File>> handles_;
  int next_handle_ = 3;
};

/// The spool's view of a FakeFlash.
class FakeDisk final : public Disk {
 public:
  explicit FakeDisk(FakeFlash& flash) : flash_(flash) {}

  int create(const char* name) override {
    const Guard guard(flash_.mutex_);
    if (const int error = change(flash_.errors.create)) return error;
    if (flash_.has(name)) return -EEXIST;
    rename_locked("", name, std::make_shared<FakeFlash::File>());
    return handle_of(name);
  }

  int open(const char* name) override {
    const Guard guard(flash_.mutex_);
    if (const int error = look(flash_.errors.open)) return error;
    return flash_.has(name) ? handle_of(name) : -ENOENT;
  }

  void close(int file) override {
    const Guard guard(flash_.mutex_);
    flash_.handles_.erase(file);
  }

  int64_t size(int file) override {
    const Guard guard(flash_.mutex_);
    if (const int error = look(flash_.errors.read)) return error;
    return static_cast<int64_t>(flash_.handles_.at(file)->now.size());
  }

  int64_t read(int file, uint64_t offset, uint8_t* to, size_t count) override {
    const Guard guard(flash_.mutex_);
    if (const int error = look(flash_.errors.read)) return error;
    const auto& bytes = flash_.handles_.at(file)->now;
    if (offset >= bytes.size()) return 0;
    count = static_cast<size_t>(std::min<uint64_t>(count, bytes.size() - offset));
    std::memcpy(to, bytes.data() + offset, count);
    return static_cast<int64_t>(count);
  }

  int write(int file, uint64_t offset, const Bytes* parts, size_t count) override {
    const Guard guard(flash_.mutex_);
    FakeFlash::Change written{static_cast<size_t>(offset), {}};
    for (size_t k = 0; k < count; ++k) {
      if (parts[k].size > 0)
        written.bytes.insert(written.bytes.end(), parts[k].data, parts[k].data + parts[k].size);
    }
    const int error = change(flash_.errors.write);
    const size_t free = flash_.capacity - std::min(flash_.capacity, flash_.size());
    const bool is_full = written.bytes.size() > free && free < flash_.capacity;
    // A write that fails may have begun.
    if (error != 0 || is_full) written.bytes.resize(is_full ? free : written.bytes.size() / 2);
    if (!written.bytes.empty()) {
      auto& to = *flash_.handles_.at(file);
      FakeFlash::apply(to.now, written, written.bytes.size());
      flash_.written_bytes += written.bytes.size();
      to.changes.push_back(std::move(written));
    }
    return error != 0 ? error : is_full ? -ENOSPC : 0;
  }

  int truncate(int file, uint64_t size) override {
    const Guard guard(flash_.mutex_);
    if (const int error = change(flash_.errors.truncate)) return error;
    auto& to = *flash_.handles_.at(file);
    const auto bytes = static_cast<size_t>(size);
    to.changes.push_back({bytes, {}});
    to.now.resize(bytes);
    return 0;
  }

  int sync(int file) override {
    const Guard guard(flash_.mutex_);
    if (const int error = change(flash_.errors.sync)) return error;
    auto& to = *flash_.handles_.at(file);
    to.durable = to.now;
    to.changes.clear();
    ++flash_.syncs;
    return 0;
  }

  int rename(const char* from, const char* to) override {
    const Guard guard(flash_.mutex_);
    if (const int error = change(flash_.errors.rename)) return error;
    if (!flash_.has(from)) return -ENOENT;
    rename_locked(from, to, flash_.names_.at(from));
    return 0;
  }

  int remove(const char* name) override {
    const Guard guard(flash_.mutex_);
    if (const int error = change(flash_.errors.remove)) return error;
    if (!flash_.has(name)) return -ENOENT;
    rename_locked(name, "", nullptr);
    return 0;
  }

  int sync_folder() override {
    const Guard guard(flash_.mutex_);
    if (const int error = change(flash_.errors.sync_folder)) return error;
    flash_.durable_names_ = flash_.names_;
    flash_.name_changes_.clear();
    ++flash_.syncs;
    return 0;
  }

  int list(std::vector<std::string>& names) override {
    const Guard guard(flash_.mutex_);
    if (const int error = look(flash_.errors.list)) return error;
    names = flash_.names();
    return 0;
  }

 private:
  using Guard = std::lock_guard<std::mutex>;

  int look(int error) const { return flash_.changes_left == 0 ? -EIO : -error; }
  int change(int error) { return flash_.spend() ? -error : -EIO; }

  void rename_locked(const std::string& from, const std::string& to, std::shared_ptr<FakeFlash::File> file) {
    flash_.name_changes_.push_back({from, to, std::move(file)});
    FakeFlash::apply(flash_.names_, flash_.name_changes_.back());
  }

  int handle_of(const std::string& name) {
    flash_.handles_[flash_.next_handle_] = flash_.names_.at(name);
    return flash_.next_handle_++;
  }

  FakeFlash& flash_;
};

}  // namespace cradlewatch
