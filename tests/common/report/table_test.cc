#include "common/report/table.h"

#include <gtest/gtest.h>

namespace graft {
namespace {

Table Example() {
  Table table("Insertion form", {{"Method"},
                                 {"Params", Align::kRight, Best::kLowest},
                                 {"Accuracy", Align::kRight, Best::kHighest},
                                 {"?", Align::kCenter}});
  table.AddRow({"LoRA α=16", {"294,912", 294912}, {"91.2 ± 0.4", 0.912}, "yes"});
  table.AddRow({"前缀 prefix", {"98,304", 98304}, {"90.1", 0.901}, "no"});
  table.AddFootnote("Three seeds.");
  return table;
}

TEST(ConsoleTable, AlignsByDisplayWidth) {
  EXPECT_EQ(ConsoleTable(Example(), false),
            "Insertion form\n"
            "Method        Params    Accuracy   ?\n"
            "─────────────────────────────────────\n"
            "LoRA α=16    294,912  91.2 ± 0.4  yes\n"
            "前缀 prefix   98,304        90.1  no\n"
            "Three seeds.\n");
}

TEST(ConsoleTable, SetsTitleAndBestBoldOnATerminal) {
  EXPECT_EQ(ConsoleTable(Example(), true),
            "\x1b[1mInsertion form\x1b[0m\n"
            "Method        Params    Accuracy   ?\n"
            "─────────────────────────────────────\n"
            "LoRA α=16    294,912  \x1b[1m91.2 ± 0.4\x1b[0m  yes\n"
            "前缀 prefix  \x1b[1m 98,304\x1b[0m        90.1  no\n"
            "Three seeds.\n");
}

TEST(MarkdownTable, IsAlignedAndBold) {
  EXPECT_EQ(MarkdownTable(Example()),
            "**Insertion form**\n\n"
            "| Method      |     Params |       Accuracy |  ?  |\n"
            "| ----------- | ---------: | -------------: | :-: |\n"
            "| LoRA α=16   |    294,912 | **91.2 ± 0.4** | yes |\n"
            "| 前缀 prefix | **98,304** |           90.1 | no  |\n"
            "\nThree seeds.\n");
}

TEST(MarkdownTable, EscapesWhatWouldBreakIt) {
  Table table("a|b", {{"x_y"}});
  table.AddRow({"1 | *2*\n<b>"});
  EXPECT_EQ(MarkdownTable(table),
            "**a\\|b**\n\n"
            "| x\\_y            |\n"
            "| --------------- |\n"
            "| 1 \\| \\*2\\* \\<b> |\n");
}

TEST(ConsoleTable, LetsNoControlSequenceThrough) {
  Table table("t\x1b[2J", {{"c"}});
  table.AddRow({"a\nb\x7f"});
  EXPECT_EQ(ConsoleTable(table, false), "t [2J\nc\n────\na b\n");
}

TEST(Table, BestIsSharedByTiesAndNeverUnknown) {
  Table table("t", {{"v", Align::kRight, Best::kHighest}});
  table.AddRow({{"1", 1}});
  table.AddRow({{"1", 1}});
  table.AddRow({"–"});
  EXPECT_TRUE(table.IsBest(0, 0));
  EXPECT_TRUE(table.IsBest(1, 0));
  EXPECT_FALSE(table.IsBest(2, 0));
}

TEST(TableDeathTest, RefusesARaggedRow) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(Table("t", {}), "columns_.empty");
  EXPECT_DEATH(Example().AddRow({"one"}), "1 vs. 4.*in table Insertion form");
}

}  // namespace
}  // namespace graft
