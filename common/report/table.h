// Table: rows of text under a title, printed on a console, as Markdown or as LaTeX.
//
// Idea:    A cell is the text to show and, where the column looks for its best value, the
//          number behind it; all cells with the best number are set bold. Widths are
//          counted in terminal columns (common/base/display_width.h).
// Use:     Table table("Insertion form", {{"Method"}, {"Accuracy", Align::kRight,
//                      Best::kHighest}});
//          table.AddRow({"LoRA", {FormatMean(m, h, 1), m}});
//          std::cout << ConsoleTable(table, isatty(1));
// Errors:  CHECK where a row has another number of cells than the table has columns.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "common/base/display_width.h"

namespace graft {

enum class Best { kNone, kHighest, kLowest };

struct Column {
  std::string name;
  Align align = Align::kLeft;
  Best best = Best::kNone;
};

struct Cell {
  Cell(std::string shown,
       double number = std::numeric_limits<double>::quiet_NaN())  // NOLINT: implicit
      : text(std::move(shown)), value(number) {}
  Cell(const char* shown) : Cell(std::string(shown)) {}  // NOLINT: implicit

  std::string text;
  double value;  // NaN: never the best
};

class Table {
 public:
  Table(std::string title, std::vector<Column> columns);

  void AddRow(std::vector<Cell> cells);
  void AddFootnote(std::string text) { footnotes_.push_back(std::move(text)); }

  const std::string& title() const { return title_; }
  const std::vector<Column>& columns() const { return columns_; }
  const std::vector<std::vector<Cell>>& rows() const { return rows_; }
  const std::vector<std::string>& footnotes() const { return footnotes_; }

  // Whether this cell holds its column's best value.
  bool IsBest(size_t row, size_t column) const;

 private:
  std::string title_;
  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
  std::vector<std::string> footnotes_;
};

// Lines for a terminal or a log; `bold` marks title and best cells by ANSI sequences.
std::string ConsoleTable(const Table& table, bool bold);

// GitHub's Markdown, aligned in its source too; the best cells in **bold**.
std::string MarkdownTable(const Table& table);

// A LaTeX table that needs the package booktabs; the best cells in \textbf. Characters that
// LaTeX would read as commands are escaped; ±, −, –, × and √ become its own.
std::string LatexTable(const Table& table);

}  // namespace graft
