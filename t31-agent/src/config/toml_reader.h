#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cradlewatch {

/// Takes keys out of a TOML text and gathers what is wrong: a wrong type, a value out of range, a missing key
/// and, at the end, every key that nobody asked for.
class TomlReader {
 public:
  /// source is for messages, which read "agent.toml:3: gate.on 2: expected ...".
  TomlReader(const std::string& text, std::string source);
  ~TomlReader();

  /// Each of these leaves the value as it is when the key is not there or wrong. Names are "section.key".
  void text(const std::string& name, std::string& value);
  void one_of(const std::string& name, std::string& value, const std::vector<std::string>& choices);
  void flag(const std::string& name, bool& value);
  void integer(const std::string& name, int64_t& value, int64_t least, int64_t greatest);
  void integer(const std::string& name, int& value, int least, int greatest);
  /// From least to greatest, or over least if is_open.
  void number(const std::string& name, double& value, double least, double greatest, bool is_open = false);
  /// A date-time with an offset, of TOML's or in quotes, as us since the Unix epoch.
  void time(const std::string& name, std::optional<int64_t>& us);

  bool has(const std::string& name) const;

  /// The key has a value that the others do not allow.
  void complain(const std::string& name, const std::string& why);

  /// All that was wrong, in the order of the lines, after the keys that were not asked for were added.
  std::vector<std::string> finish();

 private:
  struct Document;
  struct Complaint {
    int line;
    std::string message;
  };

  void add(int line, const std::string& message);
  void wrong_type(const std::string& name, const char* expected);

  std::string source_;
  std::unique_ptr<Document> document_;
  std::vector<std::string> asked_;
  std::vector<Complaint> complaints_;
};

/// The candidate that takes the fewest edits to become the word, if there is one within a third of its
/// length.
std::optional<std::string> nearest(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace cradlewatch
