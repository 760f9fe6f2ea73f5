#include "algorithms/text/literal.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

namespace graft::text {
namespace {

constexpr int kDeepest = 200;
constexpr size_t kLongest = size_t{1} << 26;  // characters: 64 Mi need up to 3 GiB

using Kind = Literal::Kind;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Parsed<Literal> ReadAll() {
    Literal literal;
    if (text_.size() > kLongest)
      Fail("the text is longer than " + std::to_string(kLongest) + " characters");
    else if (Read(literal, 0)) {
      SkipBlanks();
      if (at_ < text_.size()) Fail("expected nothing more, found " + Found());
    }
    if (error_) return *error_;
    return literal;
  }

 private:
  // Each reader returns whether it succeeded; otherwise error_ is set.
  bool Read(Literal& out, int depth) {
    SkipBlanks();
    out.position = at_;
    if (at_ == text_.size()) return Fail("expected a value, found the end");
    const char c = text_[at_];
    if (c == '[') return ReadList(out, depth);
    if (c == '"') return ReadText(out);
    if (c == '-' || (c >= '0' && c <= '9')) return ReadNumber(out);
    return ReadWord(out);
  }

  bool ReadList(Literal& out, int depth) {
    out.kind = Kind::kList;
    if (depth == kDeepest)
      return Fail("lists nest deeper than " + std::to_string(kDeepest));
    ++at_;
    SkipBlanks();
    if (Take(']')) return true;
    do {
      out.list.emplace_back();
      if (!Read(out.list.back(), depth + 1)) return false;
      SkipBlanks();
    } while (Take(','));
    return Take(']') || Fail("expected ',' or ']', found " + Found());
  }

  bool ReadText(Literal& out) {
    out.kind = Kind::kText;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (const auto code = static_cast<unsigned char>(text_[at_]); code < ' ')
        return Fail("expected an escape such as \\n, found control character " +
                    std::to_string(code));
      if (text_[at_] != '\\') {
        out.text += text_[at_];
        continue;
      }
      if (++at_ == text_.size()) break;
      const size_t escape = std::string_view("\"\\/nt").find(text_[at_]);
      if (escape == std::string_view::npos)
        return Fail("expected one of \" \\ / n t after '\\', found " + Found());
      out.text += "\"\\/\n\t"[escape];
    }
    return Take('"') || Fail("expected '\"' to end the string, found the end");
  }

  bool ReadNumber(Literal& out) {
    const size_t end =
        std::min(text_.find_first_not_of("+-.0123456789eE", at_), text_.size());
    const std::string_view number = text_.substr(at_, end - at_);
    const bool real = number.find_first_of(".eE") != std::string_view::npos;
    out.kind = real ? Kind::kReal : Kind::kInteger;
    const size_t digit = number.starts_with('-') ? 1 : 0;
    const auto is_digit = [&](size_t i) {
      return i < number.size() && number[i] >= '0' && number[i] <= '9';
    };
    if (number.substr(digit).starts_with('0') && is_digit(digit + 1))
      return Fail("a number does not begin with 0: '" + std::string(number) + "'");
    if (const size_t point = number.find('.'); real && point != std::string_view::npos)
      if (!is_digit(point - 1) || !is_digit(point + 1))
        return Fail("expected digits around '.' in '" + std::string(number) + "'");
    const char *first = number.data(), *last = first + number.size();
    const auto [stop, code] = real ? std::from_chars(first, last, out.real)
                                   : std::from_chars(first, last, out.integer);
    if (code == std::errc::result_out_of_range)
      return Fail("the number " + std::string(number) + " is out of range");
    if (code != std::errc() || stop != last)
      return Fail("expected a number, found '" + std::string(number) + "'");
    at_ = end;
    return true;
  }

  bool ReadWord(Literal& out) {
    const auto word = [&](std::string_view name) {
      if (!text_.substr(at_).starts_with(name)) return false;
      at_ += name.size();
      return true;
    };
    if (word("null")) return true;
    out.kind = Kind::kBool;
    if (word("true")) return out.truth = true;
    if (word("false")) return true;
    return Fail("expected a value, found " + Found());
  }

  void SkipBlanks() {
    while (at_ < text_.size() &&
           std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }
  bool Take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  std::string Found() const {
    return at_ == text_.size() ? "the end" : "'" + std::string(1, text_[at_]) + "'";
  }
  bool Fail(std::string reason) {
    error_ = {at_, std::move(reason)};
    return false;
  }

  std::string_view text_;
  size_t at_ = 0;
  std::optional<ParseError> error_;
};

std::string Quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n' || c == '\t') {
      out += c == '\n' ? "\\n" : "\\t";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

// The shortest text that reads back as the same number, with a point or an exponent.
std::string RealText(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  std::string text(buffer, end);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

}  // namespace

bool Literal::operator==(const Literal& other) const {
  return kind == other.kind && truth == other.truth && integer == other.integer &&
         real == other.real && text == other.text && list == other.list;
}

Parsed<Literal> ParseLiteral(std::string_view text) { return Reader(text).ReadAll(); }

std::string FormatLiteral(const Literal& literal) {
  switch (literal.kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBool:
      return literal.truth ? "true" : "false";
    case Kind::kInteger:
      return std::to_string(literal.integer);
    case Kind::kReal:
      return RealText(literal.real);
    case Kind::kText:
      return Quoted(literal.text);
    case Kind::kList:
      break;
  }
  std::string out = "[";
  for (const Literal& element : literal.list)
    out += (out.size() > 1 ? "," : "") + FormatLiteral(element);
  return out + "]";
}

}  // namespace graft::text
