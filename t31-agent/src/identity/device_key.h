#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct evp_md_ctx_st;
struct evp_pkey_st;

namespace cradlewatch {

/// The device's Ed25519 key: signs what the device sends. One thread at a time.
class DeviceKey {
 public:
  static constexpr size_t kSignatureBytes = 64, kIdDigits = 16;
  using Signature = std::array<uint8_t, kSignatureBytes>;

  /// Reads PEM, PKCS#8, as cradlewatch device add and OpenSSL write it.
  static Result<std::unique_ptr<DeviceKey>> load(const std::string& path);

  /// The same from a file's content; source is for messages.
  static Result<std::unique_ptr<DeviceKey>> parse(const std::string& pem, const std::string& source);

  ~DeviceKey();
  DeviceKey(const DeviceKey&) = delete;
  DeviceKey& operator=(const DeviceKey&) = delete;

  /// The record header `kid`: the first 16 hexadecimal digits, in lower case, of the SHA-256 of the raw
  /// public key.
  const std::string& id() const { return id_; }

  static constexpr std::string_view kDomain = "cradlewatch.v1";

  /// Bytes that sign() needs before a record's value: "cradlewatch.v1" 0 topic 0 key 0.
  static constexpr size_t prefix_bytes(size_t topic, size_t key) { return kDomain.size() + topic + key + 3; }
  static void write_prefix(std::string_view topic, std::string_view key, uint8_t* out);

  /// Signs bytes that begin with the prefix; false only if OpenSSL cannot.
  bool sign(const uint8_t* prefixed, size_t count, Signature& out);

 private:
  struct FreeKey {
    void operator()(evp_pkey_st* key) const;
  };
  struct FreeContext {
    void operator()(evp_md_ctx_st* context) const;
  };
  using Key = std::unique_ptr<evp_pkey_st, FreeKey>;

  DeviceKey(Key key, std::string id);

  Key key_;
  std::unique_ptr<evp_md_ctx_st, FreeContext> context_;
  std::string id_;
};

}  // namespace cradlewatch
