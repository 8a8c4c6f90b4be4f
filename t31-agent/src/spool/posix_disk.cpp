#include "spool/posix_disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace cradlewatch {
namespace {

bool is_wrong_path(int error) {
  return error == ENOTDIR || error == ENOENT || error == EACCES || error == ENAMETOOLONG || error == ELOOP;
}

int status_of(int result) { return result < 0 ? -errno : 0; }

Error wrong_path(const std::string& path) {
  return Error{"spool folder " + path + ": " + std::strerror(errno) +
               " (set spool.path to a folder that can be written)"};
}

/// A power cut must not take the folder itself away.
void sync_parent(int folder) {
  const int parent = openat(folder, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (parent < 0) return;
  fsync(parent);
  ::close(parent);
}

}  // namespace

Result<std::unique_ptr<Disk>> PosixDisk::open(const std::string& path) {
  const bool is_new = mkdir(path.c_str(), 0700) == 0;
  if (!is_new && is_wrong_path(errno)) return wrong_path(path);
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0 && is_wrong_path(errno)) return wrong_path(path);
  if (folder >= 0 && is_new) sync_parent(folder);
  if (folder >= 0 && flock(folder, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(folder);
    return Error{"spool folder " + path +
                 ": in use by another process (give each agent a spool.path of its own)"};
  }
  return std::unique_ptr<Disk>(new PosixDisk(folder));
}

PosixDisk::~PosixDisk() {
  if (folder_ >= 0) ::close(folder_);
}

int PosixDisk::open_file(const char* name, int flags) {
  if (folder_ < 0) return -EBADF;
  int file;
  do {
    file = openat(folder_, name, flags | O_CLOEXEC | O_NOFOLLOW, 0600);
  } while (file < 0 && errno == EINTR);
  return file < 0 ? -errno : file;
}

int PosixDisk::create(const char* name) { return open_file(name, O_RDWR | O_CREAT | O_EXCL); }

int PosixDisk::open(const char* name) {
  const int file = open_file(name, O_RDWR);
  return file == -EROFS || file == -EACCES ? open_file(name, O_RDONLY) : file;
}

void PosixDisk::close(int file) { ::close(file); }

int64_t PosixDisk::size(int file) {
  struct stat status {};
  return fstat(file, &status) != 0 ? -errno : status.st_size;
}

int64_t PosixDisk::read(int file, uint64_t offset, uint8_t* to, size_t count) {
  size_t done = 0;
  while (done < count) {
    const ssize_t got = pread(file, to + done, count - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -errno;
    if (got == 0) break;
    done += static_cast<size_t>(got);
  }
  return static_cast<int64_t>(done);
}

int PosixDisk::write(int file, uint64_t offset, const Bytes* parts, size_t count) {
  iovec vector[kMaxParts];
  size_t left = 0;
  for (size_t k = 0; k < count; ++k) {
    vector[k] = {const_cast<uint8_t*>(parts[k].data), parts[k].size};
    left += parts[k].size;
  }
  iovec* part = vector;
  while (left > 0) {
    const ssize_t put =
        pwritev(file, part, static_cast<int>(vector + count - part), static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return -errno;
    if (put == 0) return -EIO;
    left -= static_cast<size_t>(put);
    offset += static_cast<uint64_t>(put);
    size_t done = static_cast<size_t>(put);
    while (left > 0 && done >= part->iov_len) done -= part++->iov_len;
    if (left > 0) {
      part->iov_base = static_cast<uint8_t*>(part->iov_base) + done;
      part->iov_len -= done;
    }
  }
  return 0;
}

int PosixDisk::truncate(int file, uint64_t size) {
  return status_of(ftruncate(file, static_cast<off_t>(size)));
}

int PosixDisk::sync(int file) { return status_of(fdatasync(file)); }

int PosixDisk::rename(const char* from, const char* to) {
  return folder_ < 0 ? -EBADF : status_of(renameat(folder_, from, folder_, to));
}

int PosixDisk::remove(const char* name) {
  return folder_ < 0 ? -EBADF : status_of(unlinkat(folder_, name, 0));
}

int PosixDisk::sync_folder() { return folder_ < 0 ? -EBADF : status_of(fsync(folder_)); }

int PosixDisk::list(std::vector<std::string>& names) {
  if (folder_ < 0) return -EBADF;
  const int copy = openat(folder_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* stream = copy < 0 ? nullptr : fdopendir(copy);
  if (stream == nullptr) {
    const int error = errno;
    if (copy >= 0) ::close(copy);
    return -error;
  }
  errno = 0;
  while (const dirent* entry = readdir(stream)) {
    if (std::strcmp(entry->d_name, ".") != 0 && std::strcmp(entry->d_name, "..") != 0) {
      names.emplace_back(entry->d_name);
    }
    errno = 0;
  }
  const int error = errno;
  closedir(stream);
  return -error;
}

}  // namespace cradlewatch
