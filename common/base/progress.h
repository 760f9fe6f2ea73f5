// Progress: one line on standard error that says how far a job is and how long it takes.
//
// Idea:    On a terminal the line is redrawn in place, at most ten times a second. Into a
//          file or pipe a plain line goes out at most every 30 seconds, and one at the
//          end. The time left comes from the recent rate: counts and seconds are both
//          forgotten exponentially over the last max(30 s, elapsed/5), so that it follows
//          a job that slows down and yet does not jump.
// Use:     Progress progress({.label = "LoRA r = 8", .total = steps});
//          for (…) { …; progress.SetNote(StrCat("loss ", loss)); progress.Advance(); }
// Errors:  CHECK where total or done is negative. One thread only.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

namespace graft {

struct ProgressConfig {
  std::string label = {};
  int64_t total = 0;                   // units of work; 0 where it is not known
  int64_t done = 0;                    // units done before the start (a resumed run)
  double plain_seconds = 30;           // least time between two plain lines
  std::ostream* stream = nullptr;      // default: std::cerr
  std::function<double()> clock = {};  // seconds, never falling; default: steady clock
  std::optional<bool> terminal = {};   // default: whether standard error is one
  std::optional<int> columns = {};     // default: the terminal's width, at each drawing
};

class Progress {
 public:
  explicit Progress(ProgressConfig config);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { Finish(); }

  void Advance(int64_t units = 1);

  // A short text at the end of the line, shown from the next drawing on.
  void SetNote(std::string note) { note_ = std::move(note); }
  void SetLabel(std::string label) { config_.label = std::move(label); }

  // Prints a whole line; on a terminal above the progress line.
  void Say(const std::string& line);

  // Prints the last state and ends the line. Nothing more is printed after it.
  void Finish();

  // Seconds that the rest will take; none before the first unit or without a total.
  std::optional<double> SecondsLeft() const;

 private:
  void Draw(double now);
  std::string PlainLine(double now) const;
  std::string TerminalLine(double now) const;

  ProgressConfig config_;
  std::string note_;
  double start_ = 0;  // the clock's seconds
  double last_advance_ = 0;
  double last_drawn_ = 0;
  double recent_units_ = 0;    // exponentially forgotten
  double recent_seconds_ = 0;  // exponentially forgotten
  bool finished_ = false;
};

// "0:07", "12:34", "3:05:09", "2d 03:00": a duration, rounded to seconds.
std::string FormatDuration(double seconds);

}  // namespace graft
