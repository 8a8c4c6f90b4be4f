#include "config/toml_limits.h"

#include <cctype>
#include <string_view>

namespace cradlewatch {
namespace {

constexpr std::string_view kBetween = " \t\r\n.+:";

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
  return at != std::string::npos && !may_be_in_a_name(text[at]);
}

/// What a line holds before the present letter.
class Line {
 public:
  /// Whether a letter can be of a name, a number, a truth value, or a table's brackets around its name.
  bool has_room_for(char letter) const {
    return may_be_in_a_name(letter) || kBetween.find(letter) != std::string_view::npos ||
           (letter == '=' && equals_ == 0) || (letter == '[' && (is_blank() || is_header_)) ||
           (letter == ']' && is_header_);
  }
  bool is_blank() const { return last_ == '\n'; }
  /// A quote that is neither a key's nor a value's first letter would be part of a bare value.
  bool may_open_a_text() const { return is_blank() || (last_ == '=' && equals_ == 1); }
  void take(char letter) {
    if (letter == '[') is_header_ = true;
    if (letter == '=') ++equals_;
    if (letter != ' ' && letter != '\t') last_ = letter;
  }

 private:
  char last_ = '\n';
  int equals_ = 0;
  bool is_header_ = false;
};

}  // namespace

std::optional<TomlFault> beyond_the_parser(const std::string& text) {
  int number = 1;
  Line line;
  for (size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (letter == '[' && line.is_blank() && misses_a_name(text, at))
      return TomlFault{number, "a table's name is missing behind the bracket"};
    if (letter == '"' || letter == '\'') {
      if (!line.may_open_a_text()) return TomlFault{number, "a quote stands where no text can begin"};
      if (text.compare(at, 3, std::string(3, letter)) == 0)
        return TomlFault{number, "texts over several lines are not read"};
      at = end_of_text(text, at);
    } else if (letter == '#') {
      at = text.find('\n', at);
    } else if (static_cast<unsigned char>(letter) > 127) {
      return TomlFault{number, "a character that is not ASCII stands outside quotes"};
    } else if (!line.has_room_for(letter)) {
      return TomlFault{number, std::string("'") + (std::isprint(letter) ? letter : '?') +
                                   "' stands outside quotes: a value is a text, a number, true or false"};
    }
    if (at >= text.size()) break;
    line.take(text[at]);
    if (text[at] == '\n') {
      ++number;
      line = Line();
    }
  }
  return std::nullopt;
}

}  // namespace cradlewatch
