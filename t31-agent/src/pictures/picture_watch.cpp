#include "pictures/picture_watch.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "base/log.h"

namespace cradlewatch {
namespace {

constexpr int kStepMs = 500;
constexpr int64_t kUs = 1'000'000;

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};

struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd >= 0) close(fd);
  }
};

bool begins_with(std::string_view text, std::string_view begin) {
  return text.substr(0, begin.size()) == begin;
}
bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

int64_t modified_us(const struct stat& status) {
  return static_cast<int64_t>(status.st_mtim.tv_sec) * kUs + status.st_mtim.tv_nsec / 1000;
}

bool is_picture(int file) {
  constexpr std::array<uint8_t, 8> kPng{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  constexpr std::array<uint8_t, 3> kJpeg{0xFF, 0xD8, 0xFF};
  std::array<uint8_t, 8> begin{};
  if (pread(file, begin.data(), begin.size(), 0) != static_cast<ssize_t>(begin.size())) return false;
  return begin == kPng || std::memcmp(begin.data(), kJpeg.data(), kJpeg.size()) == 0;
}

}  // namespace

std::optional<wire::ImageKind> picture_kind(std::string_view name) {
  if (!ends_with(name, ".jpg") && !ends_with(name, ".jpeg") && !ends_with(name, ".png")) return std::nullopt;
  if (begins_with(name, "day-")) return wire::ImageKind::kDay;
  if (begins_with(name, "night-")) return wire::ImageKind::kNight;
  return std::nullopt;
}

PictureWatch::PictureWatch(Options options, Journal& journal)
    : options_(std::move(options)), journal_(journal) {}

PictureWatch::~PictureWatch() {
  if (notify_ >= 0) close(notify_);
  if (folder_ >= 0) close(folder_);
}

void PictureWatch::run(const std::atomic<bool>& stop) {
  while (!stop) {
    progress_.tick();
    step(kStepMs);
  }
  progress_.end();
}

void PictureWatch::step(int timeout_ms) {
  const int64_t now_us = PacingClock::system().steady_us();
  if (folder_ < 0 && (next_scan_us_ == 0 || now_us >= next_scan_us_)) open_folder();
  if (folder_ >= 0 && (next_scan_us_ == 0 || now_us >= next_scan_us_)) scan();
  if (next_scan_us_ == 0 || now_us >= next_scan_us_) next_scan_us_ = now_us + options_.scan_every_us;
  pollfd waiting{notify_, POLLIN, 0};
  if (poll(&waiting, 1, timeout_ms) > 0) take_told();
}

/// Without inotify there are the scans.
void PictureWatch::open_folder() {
  mkdir(options_.dir.c_str(), 0700);
  folder_ = open(options_.dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_ < 0) {
    journal_.fault(FaultKind::kPicture, "%s: %s (set pictures.dir)", options_.dir.c_str(),
                   std::strerror(errno));
    return;
  }
  if (notify_ < 0) notify_ = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (notify_ < 0 || inotify_add_watch(notify_, options_.dir.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO) < 0) {
    log_line(LogLevel::kWarn, "pictures", "%s: %s: pictures are looked for every %lld s",
             options_.dir.c_str(), std::strerror(errno),
             static_cast<long long>(options_.scan_every_us / kUs));
  }
}

void PictureWatch::take_told() {
  alignas(inotify_event) std::array<char, 4096> buffer;
  while (true) {
    const ssize_t got = read(notify_, buffer.data(), buffer.size());
    if (got <= 0) return;
    for (ssize_t at = 0; at < got;) {
      const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
      // Names that were lost are found by a scan.
      if ((event->mask & IN_Q_OVERFLOW) != 0) next_scan_us_ = 0;
      if (event->len > 0) take(event->name);
      at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
    }
  }
}

/// Oldest first, so that a day picture comes before the night pictures that need it.
void PictureWatch::scan() {
  while (const auto name = oldest_settled()) {
    if (take(name->c_str()) != Taken::kYes) return;
  }
}

std::optional<std::string> PictureWatch::oldest_settled() const {
  const std::unique_ptr<DIR, CloseFolder> listing(opendir(options_.dir.c_str()));
  if (!listing) return std::nullopt;
  std::optional<std::string> oldest;
  int64_t oldest_us = 0;
  const int64_t now_us = PacingClock::system().wall_us();
  while (const dirent* entry = readdir(listing.get())) {
    struct stat status {};
    if (!picture_kind(entry->d_name) || fstatat(folder_, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    const int64_t us = modified_us(status);
    // A time in the future is of a clock that was set since.
    const bool is_settled = std::llabs(now_us - us) >= options_.settled_us;
    if (!S_ISREG(status.st_mode) || !is_settled || (oldest && us >= oldest_us)) continue;
    oldest = entry->d_name;
    oldest_us = us;
  }
  return oldest;
}

PictureWatch::Taken PictureWatch::take(const char* name) {
  const auto kind = picture_kind(name);
  if (!kind) return Taken::kNo;
  const Descriptor file{openat(folder_, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
  struct stat status {};
  if (file.fd < 0 || fstat(file.fd, &status) != 0 || !S_ISREG(status.st_mode)) return Taken::kNo;
  const auto bytes = static_cast<long long>(status.st_size);
  if (static_cast<size_t>(bytes) > options_.max_bytes) {
    return refuse(name, "it is larger than pictures.max_mb allows", bytes);
  }
  if (!is_picture(file.fd)) return refuse(name, "it is no JPEG and no PNG", bytes);
  const int64_t us = modified_us(status);
  std::string_view stem(name);
  stem = stem.substr(0, std::min<size_t>(stem.rfind('.'), 64));
  // The same for a picture that is read again after a power cut, another for a new one of the old name.
  std::array<char, 96> id;
  std::snprintf(id.data(), id.size(), "%.*s-%llx", static_cast<int>(stem.size()), stem.data(),
                static_cast<unsigned long long>(us));
  const int64_t taken_us = options_.is_simulated ? journal_.clock().now_us() : us;
  if (!journal_.picture(*kind, id.data(), taken_us, file.fd, static_cast<size_t>(bytes))) {
    log_line(LogLevel::kWarn, "pictures", "%s: the spool has no room for its %lld bytes", name, bytes);
    return Taken::kNoRoom;
  }
  unlinkat(folder_, name, 0);
  return Taken::kYes;
}

/// Renamed, so that it is told once; deleted if that cannot be.
PictureWatch::Taken PictureWatch::refuse(const char* name, const char* why, long long bytes) {
  journal_.fault(FaultKind::kPicture, "%.80s of %lld bytes is not taken: %s", name, bytes, why);
  std::array<char, 300> refused;
  std::snprintf(refused.data(), refused.size(), "%s.refused", name);
  const bool is_gone =
      renameat(folder_, name, folder_, refused.data()) == 0 || unlinkat(folder_, name, 0) == 0;
  return is_gone ? Taken::kYes : Taken::kNo;
}

}  // namespace cradlewatch
