#include "common/report/figures.h"

#include <cmath>
#include <cstdio>

#include "common/base/strings.h"

namespace graft {
namespace {

constexpr const char* kUnknown = "–";

std::string Printed(const char* format, int digits, double value) {
  char text[400];  // room for the largest double in %f
  std::snprintf(text, sizeof text, format, digits, value);
  return text;
}

}  // namespace

std::string FormatFixed(double value, int digits, double scale) {
  if (!std::isfinite(value * scale)) return kUnknown;
  const std::string text = Printed("%.*f", digits, std::abs(value * scale));
  const bool is_zero = text.find_first_not_of("0.") == std::string::npos;
  return value * scale < 0 && !is_zero ? "−" + text : text;
}

std::string FormatSigned(double value, int digits, double scale) {
  const std::string text = FormatFixed(value, digits, scale);
  const bool positive = std::isfinite(value) && value * scale >= 0;
  return positive ? "+" + text : text;
}

std::string FormatMean(double mean, double half_width, int digits, double scale) {
  const std::string text = FormatFixed(mean, digits, scale);
  if (!std::isfinite(half_width)) return text;
  return StrCat(text, " ± ", FormatFixed(half_width, digits, scale));
}

std::string FormatSignificant(double value, int digits) {
  return std::isfinite(value) ? Printed("%.*g", digits, value) : kUnknown;
}

std::string FormatCount(int64_t count) {
  std::string digits = std::to_string(count);
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  for (auto i = static_cast<int64_t>(digits.size()) - 3; i > 0; i -= 3)
    digits.insert(static_cast<size_t>(i), 1, ',');
  return negative ? "−" + digits : digits;
}

std::string FormatShare(double share) {
  if (!std::isfinite(share)) return kUnknown;
  return Printed("%.*g", 3, 100 * share) + " %";
}

}  // namespace graft
