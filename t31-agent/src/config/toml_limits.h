#pragma once

#include <optional>
#include <string>

namespace cradlewatch {

struct TomlFault {
  int line;
  std::string message;
};

/// What toml++ 3.3 must not be given: outside texts and comments it relies in several places on what it has
/// not checked, such as characters beyond ASCII and brackets with nothing fitting behind them. What passes
/// here is what a configuration needs: tables with bare names, and keys with texts of one line, numbers and
/// truth values.
std::optional<TomlFault> beyond_the_parser(const std::string& text);

}  // namespace cradlewatch
