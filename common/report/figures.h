// Figures: numbers as the tables, charts and evidence of a report print them.
//
// Idea:    One place decides digits and separators, so that a README, a console and a
//          page show the same text. What is not known (NaN) is "–".
// Errors:  none.
#pragma once

#include <cstdint>
#include <string>

namespace graft {

// "91.24" for 0.9124 with scale 100 and two digits; "–" if not finite.
std::string FormatFixed(double value, int digits, double scale = 1);

// "+0.31" or "−0.31".
std::string FormatSigned(double value, int digits, double scale = 1);

// "91.2 ± 0.4"; "91.2" without a half width.
std::string FormatMean(double mean, double half_width, int digits, double scale = 100);

// "22,713,216"; a minus sign where negative.
std::string FormatCount(int64_t count);

// "0.0033" or "3.3e-05" for two significant digits; "–" if not finite.
std::string FormatSignificant(double value, int digits);

// Three significant digits and a sign: "0.0412 %", "3.67 %", "100 %" for a share of 1.
std::string FormatShare(double share);

}  // namespace graft
