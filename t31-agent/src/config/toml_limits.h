#pragma once

#include <optional>
#include <string>

namespace cradlewatch {

struct TomlFault {
  int line;
  std::string message;
};

/// What toml++ 3.3 must not be given: a character beyond ASCII where a key or a bare value stands, and a
/// table's bracket without a name behind it, run it into undefined behaviour. To keep this scan plain, texts
/// over several lines are refused too.
std::optional<TomlFault> beyond_the_parser(const std::string& text);

}  // namespace cradlewatch
