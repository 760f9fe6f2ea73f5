#include "common/base/json.h"

#include <algorithm>
#include <limits>
#include <type_traits>
#include <utility>

#include "common/base/files.h"
#include "common/base/suggest.h"

namespace graft {
namespace {

constexpr size_t kMaxDepth = 64;
// Bytes of a foreign string that an error repeats; twice that of the parser's reason.
constexpr size_t kShown = 80;

// "what:3:17: why", the line and column of the byte at `position`.
std::string At(std::string_view text, size_t position, std::string_view why) {
  const std::string_view before = text.substr(0, std::min(position, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const size_t line_start = before.rfind('\n') + 1;  // npos + 1 = 0
  return StrCat("line ", line, ", column ", before.size() - line_start, ": ", why);
}

// Builds the value from the parser's events and stops at the first breach of the rules.
class StrictBuilder final : public nlohmann::json_sax<Json> {
 public:
  explicit StrictBuilder(std::string_view text) : text_(text) {}

  Json Take() { return std::move(root_); }
  const std::string& error() const { return error_; }

  bool null() override { return Add(nullptr); }
  bool boolean(bool value) override { return Add(value); }
  bool number_integer(int64_t value) override { return Add(value); }
  bool number_unsigned(uint64_t value) override { return Add(value); }
  bool number_float(double value, const std::string&) override { return Add(value); }
  bool string(std::string& value) override { return Add(std::move(value)); }
  bool binary(Json::binary_t&) override { return Fail("binary data"); }
  bool start_object(size_t) override { return Open(Json::object()); }
  bool start_array(size_t) override { return Open(Json::array()); }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }

  bool key(std::string& name) override {
    const auto [place, is_new] = open_.back()->emplace(name, nullptr);
    if (!is_new) return Fail(StrCat("key ", DescribeJson(name), " is given twice"));
    slot_ = &*place;
    return true;
  }

  bool parse_error(size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    // "[json.exception.…] parse error at line 1, column 2: the reason"
    std::string_view reason = error.what();
    reason.remove_prefix(std::min(reason.find("] ") + 2, reason.size()));
    if (reason.starts_with("parse error")) reason.remove_prefix(reason.find(": ") + 2);
    return Fail(At(text_, position, reason.substr(0, 2 * kShown)));
  }

 private:
  Json* Place(Json value) {
    if (open_.empty()) return &(root_ = std::move(value));
    if (open_.back()->is_object()) return &(*slot_ = std::move(value));
    open_.back()->push_back(std::move(value));
    return &open_.back()->back();
  }
  bool Add(Json value) {
    Place(std::move(value));
    return true;
  }
  bool Open(Json container) {
    if (open_.size() == kMaxDepth)
      return Fail(StrCat("nested more than ", kMaxDepth, " deep"));
    open_.push_back(Place(std::move(container)));
    return true;
  }
  bool Close() {
    open_.pop_back();
    return true;
  }
  bool Fail(std::string why) {
    error_ = std::move(why);
    return false;
  }

  std::string_view text_;
  Json root_;
  std::vector<Json*> open_;  // from the root to the innermost container
  Json* slot_ = nullptr;     // where the value of the last key goes
  std::string error_;
};

// The value at `key`, or null if there is none.
absl::StatusOr<const Json*> Find(const Json& object, std::string_view key) {
  if (!object.is_object())
    return absl::InvalidArgumentError(StrCat("expected an object with key \"", key,
                                             "\", found ", DescribeJson(object)));
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

absl::Status WrongType(std::string_view key, std::string_view expected,
                       const Json* value) {
  if (value == nullptr)
    return absl::InvalidArgumentError(
        StrCat("key \"", key, "\" is missing; expected ", expected));
  return WrongKey(key, expected, *value);
}

// What a getter's type is called, and whether a value is one.
template <class T>
constexpr const char* kExpected = nullptr;
template <>
constexpr const char* kExpected<int64_t> = "an integer";
template <>
constexpr const char* kExpected<double> = "a number";
template <>
constexpr const char* kExpected<std::string> = "a string";
template <>
constexpr const char* kExpected<bool> = "true or false";

template <class T>
bool Fits(const Json& value) {
  if constexpr (std::is_same_v<T, double>) return value.is_number();
  if constexpr (std::is_same_v<T, std::string>) return value.is_string();
  if constexpr (std::is_same_v<T, bool>) return value.is_boolean();
  constexpr uint64_t kMax = std::numeric_limits<int64_t>::max();
  return value.is_number_integer() &&
         !(value.is_number_unsigned() && value.get<uint64_t>() > kMax);
}

template <class T>
absl::StatusOr<T> Get(const Json& object, std::string_view key,
                      const T* fallback = nullptr) {
  ASSIGN_OR_RETURN(const Json* value, Find(object, key));
  if (fallback != nullptr && (value == nullptr || value->is_null())) return *fallback;
  if (value == nullptr || !Fits<T>(*value)) return WrongType(key, kExpected<T>, value);
  return value->get<T>();
}

}  // namespace

absl::StatusOr<Json> ParseJson(std::string_view text, std::string_view what) {
  StrictBuilder builder(text);
  if (!Json::sax_parse(text.begin(), text.end(), &builder))
    return absl::InvalidArgumentError(
        StrCat(what, ": not valid JSON: ", builder.error()));
  return builder.Take();
}

absl::StatusOr<Json> ReadJson(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  return ParseJson(text, path);
}

std::string DumpJson(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string DumpJsonIndented(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

absl::Status WriteJsonAtomically(const std::string& path, const Json& json) {
  return WriteFileAtomically(path, DumpJsonIndented(json));
}

absl::StatusOr<int64_t> GetInt(const Json& object, std::string_view key) {
  return Get<int64_t>(object, key);
}
absl::StatusOr<double> GetDouble(const Json& object, std::string_view key) {
  return Get<double>(object, key);
}
absl::StatusOr<std::string> GetString(const Json& object, std::string_view key) {
  return Get<std::string>(object, key);
}
absl::StatusOr<bool> GetBool(const Json& object, std::string_view key) {
  return Get<bool>(object, key);
}

absl::StatusOr<int64_t> GetInt(const Json& object, std::string_view key,
                               int64_t fallback) {
  return Get<int64_t>(object, key, &fallback);
}
absl::StatusOr<double> GetDouble(const Json& object, std::string_view key,
                                 double fallback) {
  return Get<double>(object, key, &fallback);
}
absl::StatusOr<std::string> GetString(const Json& object, std::string_view key,
                                      std::string_view fallback) {
  const std::string text(fallback);
  return Get<std::string>(object, key, &text);
}
absl::StatusOr<bool> GetBool(const Json& object, std::string_view key, bool fallback) {
  return Get<bool>(object, key, &fallback);
}

absl::StatusOr<std::vector<std::string>> GetStrings(const Json& object,
                                                    std::string_view key) {
  ASSIGN_OR_RETURN(const Json* value, Find(object, key));
  std::vector<std::string> strings;
  if (value == nullptr || value->is_null()) return strings;
  if (!value->is_array()) return WrongType(key, "an array of strings", value);
  for (const Json& item : *value) {
    if (!item.is_string()) return WrongType(key, "strings only", &item);
    strings.push_back(item.get<std::string>());
  }
  return strings;
}

absl::Status CheckKnownKeys(const Json& object, const std::vector<std::string>& known) {
  if (!object.is_object())
    return absl::InvalidArgumentError(
        StrCat("expected an object, found ", DescribeJson(object)));
  for (const auto& [key, value] : object.items())
    if (std::find(known.begin(), known.end(), key) == known.end())
      return absl::InvalidArgumentError(
          StrCat("unknown key ", DescribeJson(key), DidYouMean(key, known)));
  return absl::OkStatus();
}

absl::Status WrongKey(std::string_view key, std::string_view expected,
                      const Json& found) {
  return absl::InvalidArgumentError(StrCat("key \"", key, "\": expected ", expected,
                                           ", found ", DescribeJson(found)));
}

std::string DescribeJson(const Json& value) {
  if (value.is_array()) return StrCat("an array of ", value.size());
  if (value.is_object()) return "an object";
  if (!value.is_string()) return DumpJson(value);
  const auto& text = value.get_ref<const std::string&>();
  if (text.size() <= kShown) return DumpJson(value);
  return DumpJson(text.substr(0, kShown)) + "…";
}

}  // namespace graft
