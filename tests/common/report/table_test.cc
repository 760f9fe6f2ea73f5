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

TEST(LatexTable, HasRulesAndSetsTheBestBold) {
  EXPECT_EQ(LatexTable(Example()),
            "\\begin{table}\n"
            "\\centering\n"
            "\\caption{Insertion form}\n"
            "\\begin{tabular}{lrrc}\n"
            "  \\toprule\n"
            "  \\textbf{Method} & \\textbf{Params} & \\textbf{Accuracy} & "
            "\\textbf{?} \\\\\n"
            "  \\midrule\n"
            "  LoRA α=16 & 294,912 & \\textbf{91.2 $\\pm$ 0.4} & yes \\\\\n"
            "  前缀 prefix & \\textbf{98,304} & 90.1 & no \\\\\n"
            "  \\bottomrule\n"
            "\\end{tabular}\n"
            "\n\\smallskip Three seeds.\n"
            "\\end{table}\n");
}

TEST(LatexTable, EscapesWhatLatexWouldRead) {
  Table table("t", {{"+90%"}});
  table.AddRow({"\\end{x} $1$ & #_~^ <a|b>\n\"[1] − 2 – × √n"});
  const std::string latex = LatexTable(table);
  EXPECT_NE(latex.find("\\textbf{+90\\%}"), std::string::npos) << latex;
  EXPECT_NE(latex.find("  \\textbackslash{}end\\{x\\} \\$1\\$ \\& "
                       "\\#\\_\\textasciitilde{}\\textasciicircum{} \\textless{}a"
                       "\\textbar{}b\\textgreater{} ''{[}1] $-$ 2 -- "
                       "$\\times$ $\\surd$n \\\\\n"),
            std::string::npos)
      << latex;
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
