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

bool may_be_in_a_name(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
}

/// Whether no table's name follows the bracket at this index.
bool misses_a_name(const std::string& text, size_t bracket) {
  size_t at = bracket + 1;
  if (at < text.size() && text[at] == '[') ++at;
  at = text.find_first_not_of(" \t", at);
  return at != std::string::npos && !may_be_in_a_name(text[at]) && text[at] != '"' && text[at] != '\'';
}

}  // namespace

std::optional<TomlFault> beyond_the_parser(const std::string& text) {
  int line = 1;
  bool begins_a_line = true;
  for (size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (letter == '[' && begins_a_line && misses_a_name(text, at))
      return TomlFault{line, "a table's name is missing behind the bracket"};
    if (letter != ' ' && letter != '\t') begins_a_line = false;
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
    if (text[at] == '\n') {
      ++line;
      begins_a_line = true;
    }
  }
  return std::nullopt;
}

}  // namespace cradlewatch
