#include "identity/device_key.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/log.h"

namespace cradlewatch {
namespace {

constexpr size_t kMostKeyFileBytes = 4096;
constexpr size_t kRawKeyBytes = 32;
constexpr const char* kRemedy = " (set device.key to the device.pem that cradlewatch device add wrote)";

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};

/// Reads no password from a terminal: an encrypted key is an error.
int no_password(char*, int, int, void*) { return -1; }

std::string id_of(EVP_PKEY* key) {
  std::array<uint8_t, kRawKeyBytes> raw;
  size_t count = raw.size();
  std::array<uint8_t, EVP_MAX_MD_SIZE> digest;
  unsigned digest_bytes = 0;
  if (EVP_PKEY_get_raw_public_key(key, raw.data(), &count) != 1 || count != raw.size() ||
      EVP_Digest(raw.data(), raw.size(), digest.data(), &digest_bytes, EVP_sha256(), nullptr) != 1) {
    return "";
  }
  std::string id;
  for (size_t k = 0; id.size() < DeviceKey::kIdDigits; ++k) {
    constexpr const char* kDigits = "0123456789abcdef";
    id += kDigits[digest[k] >> 4];
    id += kDigits[digest[k] & 0xF];
  }
  return id;
}

}  // namespace

void DeviceKey::FreeKey::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }
void DeviceKey::FreeContext::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

DeviceKey::DeviceKey(Key key, std::string id)
    : key_(std::move(key)), context_(EVP_MD_CTX_new()), id_(std::move(id)) {}

DeviceKey::~DeviceKey() = default;

Result<std::unique_ptr<DeviceKey>> DeviceKey::load(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return Error{path + ": " + std::strerror(errno) + kRemedy};
  struct stat status {};
  if (fstat(fileno(file), &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    log_line(LogLevel::kWarn, "identity", "%s may be read by others than its owner (chmod 600 it)",
             path.c_str());
  }
  std::string pem(kMostKeyFileBytes + 1, '\0');
  pem.resize(std::fread(pem.data(), 1, pem.size(), file));
  std::fclose(file);
  auto key = parse(pem, path);
  OPENSSL_cleanse(pem.data(), pem.size());
  return key;
}

Result<std::unique_ptr<DeviceKey>> DeviceKey::parse(const std::string& pem, const std::string& source) {
  if (pem.size() > kMostKeyFileBytes) return Error{source + ": over 4 kB: no Ed25519 key" + kRemedy};
  const std::unique_ptr<BIO, FreeBio> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  ERR_clear_error();
  if (!key) return Error{source + ": no private key in PEM" + kRemedy};
  if (EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) {
    const char* kind = EVP_PKEY_get0_type_name(key.get());
    return Error{source + ": a key of kind " + (kind == nullptr ? "unknown" : kind) + ": expected Ed25519" +
                 kRemedy};
  }
  std::string id = id_of(key.get());
  if (id.empty()) return Error{source + ": OpenSSL cannot give its public key" + kRemedy};
  return std::unique_ptr<DeviceKey>(new DeviceKey(std::move(key), std::move(id)));
}

void DeviceKey::write_prefix(std::string_view topic, std::string_view key, uint8_t* out) {
  for (const std::string_view part : {kDomain, topic, key}) {
    std::memcpy(out, part.data(), part.size());
    out += part.size();
    *out++ = 0;
  }
}

bool DeviceKey::sign(const uint8_t* prefixed, size_t count, Signature& out) {
  size_t bytes = out.size();
  return context_ != nullptr && EVP_MD_CTX_reset(context_.get()) == 1 &&
         EVP_DigestSignInit(context_.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
         EVP_DigestSign(context_.get(), out.data(), &bytes, prefixed, count) == 1 && bytes == out.size();
}

}  // namespace cradlewatch
