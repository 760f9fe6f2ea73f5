#include "common/base/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>

#include "common/base/check.h"
#include "common/base/display_width.h"
#include "common/base/strings.h"

namespace graft {
namespace {

constexpr double kRedrawSeconds = 0.1;
constexpr double kLeastMemorySeconds = 30;
constexpr int kLeastBar = 8, kMostBar = 24;  // columns

double SteadySeconds() {
  using std::chrono::duration;
  return duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

int TerminalColumns() {
  winsize size = {};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

std::string Bar(double fraction, int columns) {
  const int full = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * columns);
  std::string bar;
  for (int i = 0; i < columns; ++i) bar += i < full ? "█" : "░";
  return bar;
}

}  // namespace

std::string FormatDuration(double seconds) {
  // Beyond a century the figure says nothing; the bound keeps the conversion defined.
  const auto s = std::llround(std::clamp(seconds, 0.0, 3.2e9));
  char text[48];
  if (s < 3600)
    std::snprintf(text, sizeof text, "%lld:%02lld", s / 60, s % 60);
  else if (s < 86400)
    std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", s / 3600, s / 60 % 60,
                  s % 60);
  else
    std::snprintf(text, sizeof text, "%lldd %02lld:%02lld", s / 86400, s / 3600 % 24,
                  s / 60 % 60);
  return text;
}

Progress::Progress(ProgressConfig config) : config_(std::move(config)) {
  CHECK_GE(config_.total, 0);
  CHECK_GE(config_.done, 0);
  if (config_.stream == nullptr) config_.stream = &std::cerr;
  if (!config_.clock) config_.clock = SteadySeconds;
  if (!config_.terminal) config_.terminal = ::isatty(STDERR_FILENO) == 1;
  start_ = last_advance_ = last_drawn_ = config_.clock();
  if (*config_.terminal) Draw(start_);
}

void Progress::Advance(int64_t units) {
  const double now = config_.clock();
  const double passed = now - last_advance_;
  const double memory = std::max(kLeastMemorySeconds, (now - start_) / 5);
  const double keep = std::exp(-passed / memory);
  recent_units_ = recent_units_ * keep + static_cast<double>(units);
  recent_seconds_ = recent_seconds_ * keep + passed;
  last_advance_ = now;
  config_.done += units;
  const double wait = *config_.terminal ? kRedrawSeconds : config_.plain_seconds;
  if (!finished_ && now - last_drawn_ >= wait) Draw(now);
}

std::optional<double> Progress::SecondsLeft() const {
  if (config_.total == 0 || recent_units_ <= 0) return std::nullopt;
  const auto left =
      static_cast<double>(std::max<int64_t>(0, config_.total - config_.done));
  return left * recent_seconds_ / recent_units_;
}

void Progress::Draw(double now) {
  last_drawn_ = now;
  if (*config_.terminal)
    *config_.stream << "\r" << TerminalLine(now) << "\x1b[K" << std::flush;
  else
    *config_.stream << PlainLine(now) << std::endl;
}

void Progress::Say(const std::string& line) {
  if (*config_.terminal && !finished_) *config_.stream << "\r\x1b[K";
  *config_.stream << line << std::endl;
  if (*config_.terminal && !finished_) Draw(config_.clock());
}

void Progress::Finish() {
  if (finished_) return;
  Draw(config_.clock());
  if (*config_.terminal) *config_.stream << std::endl;
  finished_ = true;
}

std::string Progress::PlainLine(double now) const {
  std::string line = StrCat(config_.label, ": ", config_.done);
  if (config_.total > 0) {
    const int64_t percent = 100 * config_.done / config_.total;
    line += StrCat("/", config_.total, " (", percent, " %)");
  }
  line += StrCat(", ", FormatDuration(now - start_));
  const bool ended = config_.total > 0 && config_.done >= config_.total;
  if (const auto left = SecondsLeft(); left && !ended)
    line += StrCat(", ", FormatDuration(*left), " left");
  return note_.empty() ? line : StrCat(line, ", ", note_);
}

// label  ██████░░░░  12/100  12 %  0:34  4:12 left  note
// Where it is too narrow, first the bar goes, then the end of the line.
std::string Progress::TerminalLine(double now) const {
  const int columns =
      config_.columns.value_or(0) > 0 ? *config_.columns : TerminalColumns();
  const std::string rest = PlainLine(now).substr(config_.label.size() + 2);
  // The last column stays free: some terminals wrap when it is written.
  const int room = columns - 1 - DisplayWidth(config_.label) - DisplayWidth(rest) - 4;
  // A quarter of the line, so that it does not change as the figures grow.
  const int bar = std::clamp(columns / 4, kLeastBar, kMostBar);
  if (config_.total == 0 || room < bar)
    return CutToWidth(StrCat(config_.label, "  ", rest), columns - 1);
  const double fraction =
      static_cast<double>(config_.done) / static_cast<double>(config_.total);
  return StrCat(config_.label, "  ", Bar(fraction, bar), "  ", rest);
}

}  // namespace graft
