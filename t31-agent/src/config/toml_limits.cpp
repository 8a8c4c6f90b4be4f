#include "config/toml_limits.h"

namespace cradlewatch {
namespace {

/// The index of the quote that closes the text opened at begin, or of the line's end.
size_t end_of_text(const std::string& text, size_t begin) {
  const char quote = text[begin];
  size_t at = begin + 1;
  while (at < text.size() && text[at] != quote && text[at] != '\n')
    at += quote == '"' && text[at] == '\\' ? 2 : 1;
  return at;
}

}  // namespace

std::optional<TomlFault> beyond_the_parser(const std::string& text) {
  int line = 1;
  for (size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (letter == '"' || letter == '\'') {
      if (text.compare(at, 3, std::string(3, letter)) == 0)
        return TomlFault{line, "texts over several lines are not read"};
      at = end_of_text(text, at);
    } else if (letter == '#') {
      at = text.find('\n', at);
    } else if (static_cast<unsigned char>(letter) > 127) {
      return TomlFault{line, "a character that is not ASCII stands outside quotes"};
    }
    if (at >= text.size()) break;
    if (text[at] == '\n') ++line;
  }
  return std::nullopt;
}

}  // namespace cradlewatch
