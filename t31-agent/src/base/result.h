#pragma once

#include <string>
#include <utility>
#include <variant>

namespace cradlewatch {

/// What went wrong, in words: the thing, the value and the remedy.
struct Error {
  std::string message;
};

/// A value, or why there is none. The agent throws no exceptions.
template <typename T>
class Result {
 public:
  Result(T value) : held_(std::move(value)) {}
  Result(Error error) : held_(std::move(error)) {}

  explicit operator bool() const { return std::holds_alternative<T>(held_); }
  T& value() { return std::get<T>(held_); }
  const T& value() const { return std::get<T>(held_); }
  const Error& error() const { return std::get<Error>(held_); }

 private:
  std::variant<T, Error> held_;
};

}  // namespace cradlewatch
