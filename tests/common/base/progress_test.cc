#include "common/base/progress.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "common/base/display_width.h"

namespace graft {
namespace {

// A clock set by hand and what was printed.
struct Bench {
  double now = 100;
  std::ostringstream out;

  ProgressConfig Config(bool terminal, int64_t total, int columns = 80) {
    return {.label = "train",
            .total = total,
            .stream = &out,
            .clock = [this] { return now; },
            .terminal = terminal,
            .columns = columns};
  }
  std::string Take() {
    std::string text = out.str();
    out.str("");
    return text;
  }
};

TEST(Progress, PrintsAPlainLineAtMostEveryThirtySecondsAndAtTheEnd) {
  Bench bench;
  Progress progress(bench.Config(false, 100));
  for (int i = 0; i < 29; ++i) {
    bench.now += 1;
    progress.Advance();
  }
  EXPECT_EQ(bench.Take(), "");
  bench.now += 1;
  progress.Advance();
  EXPECT_EQ(bench.Take(), "train: 30/100 (30 %), 0:30, 1:10 left\n");
  progress.SetNote("loss 0.25");
  for (int i = 0; i < 70; ++i) {
    bench.now += 1;
    progress.Advance();
  }
  EXPECT_EQ(bench.Take(),
            "train: 60/100 (60 %), 1:00, 0:40 left, loss 0.25\n"
            "train: 90/100 (90 %), 1:30, 0:10 left, loss 0.25\n");
  progress.Finish();
  EXPECT_EQ(bench.Take(), "train: 100/100 (100 %), 1:40, loss 0.25\n");
  progress.Finish();
  progress.Advance();
  EXPECT_EQ(bench.Take(), "");
}

TEST(Progress, FinishesWhenItGoesOutOfScope) {
  Bench bench;
  { Progress progress(bench.Config(false, 10)); }
  EXPECT_EQ(bench.Take(), "train: 0/10 (0 %), 0:00\n");
}

TEST(Progress, RedrawsATerminalInPlaceAtMostTenTimesASecond) {
  Bench bench;
  Progress progress(bench.Config(true, 10, 50));
  EXPECT_EQ(bench.Take(), "\rtrain  ░░░░░░░░░░░░  0/10 (0 %), 0:00\x1b[K");
  bench.now += 0.05;
  progress.Advance();
  EXPECT_EQ(bench.Take(), "");
  bench.now += 0.95;
  progress.Advance(4);
  EXPECT_EQ(bench.Take(), "\rtrain  ██████░░░░░░  5/10 (50 %), 0:01, 0:01 left\x1b[K");
  progress.Advance(5);
  progress.Finish();
  EXPECT_EQ(bench.Take(), "\rtrain  ████████████  10/10 (100 %), 0:01\x1b[K\n");
}

TEST(Progress, NeverFillsTheLastColumn) {
  for (int columns = 1; columns < 120; ++columns) {
    Bench bench;
    ProgressConfig config = bench.Config(true, 1000, columns);
    config.label = "微调 α";
    Progress progress(config);
    bench.Take();
    bench.now += 2;
    progress.SetNote("accuracy 0.91");
    progress.Advance(10);
    std::string line = bench.Take();
    line = line.substr(1, line.size() - 4);  // without \r and the erasing sequence
    EXPECT_LT(DisplayWidth(line), columns) << line;
  }
}

TEST(Progress, SaysALineAboveTheBar) {
  Bench bench;
  Progress progress(bench.Config(true, 0));
  bench.Take();
  progress.Say("best so far");
  EXPECT_EQ(bench.Take(), "\r\x1b[Kbest so far\n\rtrain  0, 0:00\x1b[K");
}

TEST(Progress, FollowsAJobThatSlowsDown) {
  Bench bench;
  Progress progress(bench.Config(false, 10000));
  for (int i = 0; i < 100; ++i) {  // 10 a second for 10 s
    bench.now += 0.1;
    progress.Advance();
  }
  // Forgetting does not bias a steady rate: 9,900 units at 10 a second.
  EXPECT_NEAR(progress.SecondsLeft().value(), 990, 1e-6);
  for (int i = 0; i < 300; ++i) {  // then 1 a second for 300 s
    bench.now += 1;
    progress.Advance();
  }
  // Left of the fast phase: e^(−140/30) while the memory is 30 s, then (150/310)⁵ while it
  // is a fifth of the elapsed time: 0.0003 of its 100 units, under 0.1 % of the recent.
  EXPECT_NEAR(progress.SecondsLeft().value(), 9600, 9.6);
}

TEST(Progress, DoesNotCountResumedUnitsAsSpeed) {
  Bench bench;
  ProgressConfig config = bench.Config(false, 100);
  config.done = 50;
  Progress progress(config);
  EXPECT_FALSE(progress.SecondsLeft().has_value());
  bench.now += 2;
  progress.Advance();
  EXPECT_NEAR(progress.SecondsLeft().value(), 98, 1e-9);
}

TEST(FormatDuration, GrowsWithTheDuration) {
  EXPECT_EQ(FormatDuration(-1), "0:00");
  EXPECT_EQ(FormatDuration(6.6), "0:07");
  EXPECT_EQ(FormatDuration(754), "12:34");
  EXPECT_EQ(FormatDuration(3 * 3600 + 5 * 60 + 9), "3:05:09");
  EXPECT_EQ(FormatDuration(2 * 86400 + 3 * 3600), "2d 03:00");
  EXPECT_EQ(FormatDuration(1e300), "37037d 00:53");
}

TEST(ProgressDeathTest, RefusesANegativeTotal) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(Progress({.total = -1}), "config_.total >= 0");
}

}  // namespace
}  // namespace graft
