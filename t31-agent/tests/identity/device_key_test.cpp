#include "identity/device_key.h"

#include <gtest/gtest.h>

#include "golden_records.h"
#include "temp_dir.h"

namespace cradlewatch {
namespace {

std::string golden_pem() { return read_text(std::string(AGENT_GOLDEN) + "/device.pem"); }

std::string error(const std::string& pem) {
  const auto key = DeviceKey::parse(pem, "device.pem");
  return key ? "read" : key.error().message;
}

TEST(DeviceKeyTest, HasTheIdThatTheRegistryKnows) {
  const auto key = DeviceKey::load(std::string(AGENT_GOLDEN) + "/device.pem");
  ASSERT_TRUE(key) << key.error().message;
  EXPECT_EQ(key.value()->id(), golden_hex("kid"));
}

TEST(DeviceKeyTest, SignsDomainTopicKeyAndValue) {
  auto key = DeviceKey::parse(golden_pem(), "device.pem");
  ASSERT_TRUE(key);
  const std::string topic = "audio.windows", device = "d42", value = "value";
  std::vector<uint8_t> bytes(DeviceKey::prefix_bytes(topic.size(), device.size()));
  DeviceKey::write_prefix(topic, device, bytes.data());
  bytes.insert(bytes.end(), value.begin(), value.end());
  EXPECT_EQ(std::string(bytes.begin(), bytes.end()),
            std::string("cradlewatch.v1\0audio.windows\0d42\0value", 38));
  for (int twice = 0; twice < 2; ++twice) {
    DeviceKey::Signature signature;
    ASSERT_TRUE(key.value()->sign(bytes.data(), bytes.size(), signature));
    EXPECT_EQ(hex(signature.data(), signature.size()), golden_hex("signature"));
  }
}

TEST(DeviceKeyTest, RefusesWhatIsNoEd25519Key) {
  EXPECT_EQ(error(""),
            "device.pem: no private key in PEM (set device.key to the device.pem that cradlewatch device add "
            "wrote)");
  EXPECT_NE(error(golden_pem().substr(0, 60)).find("no private key"), std::string::npos);
  EXPECT_NE(error(std::string(5000, 'x')).find("over 4 kB"), std::string::npos);
  constexpr const char* kX25519 =
      "-----BEGIN PRIVATE KEY-----\n"
      "MC4CAQAwBQYDK2VuBCIEIHCG6RyWFBbRVIMCSpHtvp9mnAiKDgTBWK4rjoKcZ+JG\n"
      "-----END PRIVATE KEY-----\n";
  EXPECT_NE(error(kX25519).find("a key of kind X25519: expected Ed25519"), std::string::npos)
      << error(kX25519);
}

TEST(DeviceKeyTest, NamesAFileThatIsNotThere) {
  const auto key = DeviceKey::load("/nowhere/device.pem");
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().message.rfind("/nowhere/device.pem: No such file", 0), 0U);
  EXPECT_FALSE(DeviceKey::load(TempDir().file("")));
}

}  // namespace
}  // namespace cradlewatch
