#include "config/toml_reader.h"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

#include "base/iso_time.h"
#include "config/toml_limits.h"

namespace cradlewatch {
namespace {

std::string in_words(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

std::string in_words(const toml::node& node) {
  if (const auto* text = node.as_string()) return '"' + text->get() + '"';
  if (const auto* integer = node.as_integer()) return std::to_string(integer->get());
  if (const auto* number = node.as_floating_point()) return in_words(number->get());
  if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
  if (node.is_table()) return "a table";
  return node.is_array() ? "an array" : "a date or time";
}

int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

int64_t us_of(const toml::date_time& at) {
  const auto seconds = days_from_civil(at.date.year, at.date.month, at.date.day) * 86'400 +
                       at.time.hour * 3600 + at.time.minute * 60 + at.time.second - at.offset->minutes * 60;
  return seconds * 1'000'000 + at.time.nanosecond / 1000;
}

std::string joined(const std::vector<std::string>& choices) {
  std::string text;
  for (size_t k = 0; k < choices.size(); ++k) {
    if (k > 0) text += k + 1 == choices.size() ? " or " : ", ";
    text += '"' + choices[k] + '"';
  }
  return text;
}

}  // namespace

struct TomlReader::Document {
  toml::table table;

  const toml::node* find(const std::string& name) const {
    const size_t dot = name.find('.');
    const auto* section = table.get_as<toml::table>(name.substr(0, dot));
    return section == nullptr ? nullptr : section->get(name.substr(dot + 1));
  }
};

TomlReader::TomlReader(const std::string& text, std::string source)
    : source_(std::move(source)), document_(std::make_unique<Document>()) {
  if (const auto fault = beyond_the_parser(text)) {
    add(fault->line, fault->message);
    document_ = nullptr;
    return;
  }
  toml::parse_result parsed = toml::parse(text);
  if (parsed) {
    document_->table = std::move(parsed).table();
  } else {
    const toml::parse_error& error = parsed.error();
    add(static_cast<int>(error.source().begin.line), std::string(error.description()));
    // What the others complain of would only follow from this.
    document_ = nullptr;
  }
}

TomlReader::~TomlReader() = default;

void TomlReader::add(int line, const std::string& message) { complaints_.push_back({line, message}); }

bool TomlReader::has(const std::string& name) const {
  return document_ != nullptr && document_->find(name) != nullptr;
}

void TomlReader::complain(const std::string& name, const std::string& why) {
  if (document_ == nullptr) return;
  const toml::node* node = document_->find(name);
  add(node == nullptr ? 0 : line_of(*node),
      name + (node == nullptr ? "" : " " + in_words(*node)) + ": " + why);
}

void TomlReader::wrong_type(const std::string& name, const char* expected) {
  complain(name, std::string("expected ") + expected);
}

void TomlReader::text(const std::string& name, std::string& value) {
  asked_.push_back(name);
  if (!has(name)) return;
  const auto* text = document_->find(name)->as_string();
  if (text == nullptr) return wrong_type(name, "text in quotes");
  const std::string& found = text->get();
  if (found.empty()) return complain(name, "is empty");
  // Paths, names and brokers go to C libraries.
  if (std::any_of(found.begin(), found.end(),
                  [](unsigned char letter) { return letter < ' ' || letter == 0x7F; })) {
    return add(line_of(*text), name + ": has a character that cannot be printed");
  }
  value = found;
}

void TomlReader::one_of(const std::string& name, std::string& value,
                        const std::vector<std::string>& choices) {
  std::string found = value;
  text(name, found);
  if (found == value) return;
  if (std::find(choices.begin(), choices.end(), found) == choices.end()) {
    return complain(name, "expected " + joined(choices));
  }
  value = found;
}

void TomlReader::flag(const std::string& name, bool& value) {
  asked_.push_back(name);
  if (!has(name)) return;
  const auto* flag = document_->find(name)->as_boolean();
  if (flag == nullptr) return wrong_type(name, "true or false");
  value = flag->get();
}

void TomlReader::integer(const std::string& name, int64_t& value, int64_t least, int64_t greatest) {
  asked_.push_back(name);
  if (!has(name)) return;
  const auto* integer = document_->find(name)->as_integer();
  const std::string range = std::to_string(least) + " to " + std::to_string(greatest);
  if (integer == nullptr) return wrong_type(name, ("a whole number, " + range).c_str());
  if (integer->get() < least || integer->get() > greatest) return complain(name, "expected " + range);
  value = integer->get();
}

void TomlReader::integer(const std::string& name, int& value, int least, int greatest) {
  int64_t wide = value;
  integer(name, wide, int64_t{least}, int64_t{greatest});
  value = static_cast<int>(wide);
}

void TomlReader::number(const std::string& name, double& value, double least, double greatest, bool is_open) {
  asked_.push_back(name);
  if (!has(name)) return;
  const std::string range = (is_open ? "over " : "") + in_words(least) + " to " + in_words(greatest);
  const std::optional<double> number = document_->find(name)->value<double>();
  if (!number || document_->find(name)->is_boolean()) return wrong_type(name, ("a number, " + range).c_str());
  const bool is_low = is_open ? !(*number > least) : !(*number >= least);
  if (is_low || !(*number <= greatest)) return complain(name, "expected " + range);
  value = *number;
}

void TomlReader::time(const std::string& name, std::optional<int64_t>& us) {
  constexpr const char* kExpected = "expected a time such as \"2026-03-01T22:00:00Z\"";
  asked_.push_back(name);
  if (!has(name)) return;
  const toml::node* node = document_->find(name);
  if (const auto* text = node->as_string()) {
    us = us_of_iso(text->get());
    if (!us) complain(name, kExpected);
  } else if (const auto* time = node->as_date_time(); time != nullptr && time->get().offset) {
    us = us_of(time->get());
  } else {
    complain(name, time == nullptr ? kExpected : "expected an offset, such as Z, after the time");
  }
}

std::vector<std::string> TomlReader::finish() {
  if (document_ != nullptr) {
    std::vector<std::string> sections;
    for (const std::string& name : asked_) sections.push_back(name.substr(0, name.find('.')));
    const auto guess = [](const std::string& name, const std::vector<std::string>& known) {
      const auto best = nearest(name, known);
      return name + ": unknown key" + (best ? " (did you mean " + *best + "?)" : "");
    };
    for (const auto& [section, node] : document_->table) {
      const std::string name(section.str());
      const auto* table = node.as_table();
      if (std::find(sections.begin(), sections.end(), name) == sections.end()) {
        add(line_of(node), guess(name, sections));
      } else if (table == nullptr) {
        add(line_of(node), name + ' ' + in_words(node) + ": expected a section, [" + name + "]");
      } else {
        for (const auto& [key, value] : *table) {
          const std::string full = name + '.' + std::string(key.str());
          if (std::find(asked_.begin(), asked_.end(), full) == asked_.end())
            add(line_of(value), guess(full, asked_));
        }
      }
    }
  }
  std::stable_sort(complaints_.begin(), complaints_.end(),
                   [](const Complaint& a, const Complaint& b) { return a.line < b.line; });
  std::vector<std::string> lines;
  for (const Complaint& complaint : complaints_) {
    const std::string line = complaint.line == 0 ? "" : ':' + std::to_string(complaint.line);
    lines.push_back(source_ + line + ": " + complaint.message);
  }
  return lines;
}

std::optional<std::string> nearest(const std::string& word, const std::vector<std::string>& candidates) {
  std::optional<std::string> best;
  // An unknown key may be long; none that is much longer than the known ones is near one.
  if (word.size() > 64) return best;
  size_t fewest = word.size() / 3 + 2;
  for (const std::string& candidate : candidates) {
    std::vector<size_t> row(candidate.size() + 1);
    for (size_t k = 0; k < row.size(); ++k) row[k] = k;
    for (size_t i = 1; i <= word.size(); ++i) {
      size_t diagonal = row[0];
      row[0] = i;
      for (size_t k = 1; k < row.size(); ++k) {
        const size_t replaced = diagonal + (word[i - 1] == candidate[k - 1] ? 0 : 1);
        diagonal = row[k];
        row[k] = std::min({replaced, row[k] + 1, row[k - 1] + 1});
      }
    }
    if (row.back() < fewest) {
      fewest = row.back();
      best = candidate;
    }
  }
  return best;
}

}  // namespace cradlewatch
