#include "common/report/table.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

#include "common/base/check.h"

namespace graft {
namespace {

using Texts = std::vector<std::string>;  // one a column

// Control characters would break a line or command the terminal.
std::string WithoutControls(std::string text) {
  for (char& c : text)
    if ((c >= 0 && c < ' ') || c == 0x7f) c = ' ';
  return text;
}

std::string EscapeMarkdown(const std::string& text) {
  std::string escaped;
  for (const char c : WithoutControls(text)) {
    if (std::string_view("|\\*_`<[").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// What LaTeX writes for a character that it would read otherwise, or might not have.
std::string EscapeLatex(const std::string& text) {
  static constexpr std::pair<std::string_view, std::string_view> kWritten[] = {
      {"\\", "\\textbackslash{}"},
      {"{", "\\{"},
      {"}", "\\}"},
      {"$", "\\$"},
      {"&", "\\&"},
      {"#", "\\#"},
      {"_", "\\_"},
      {"%", "\\%"},
      {"~", "\\textasciitilde{}"},
      {"^", "\\textasciicircum{}"},
      {"<", "\\textless{}"},
      {">", "\\textgreater{}"},
      {"|", "\\textbar{}"},
      {"\"", "''"},
      {"[", "{[}"},  // after a line's end it would be a length
      {"±", "$\\pm$"},
      {"−", "$-$"},
      {"–", "--"},
      {"×", "$\\times$"},
      {"√", "$\\surd$"}};
  const std::string plain = WithoutControls(text);
  std::string escaped;
  for (std::string_view rest = plain; !rest.empty();) {
    const auto* found =
        std::find_if(std::begin(kWritten), std::end(kWritten),
                     [&](const auto& pair) { return rest.starts_with(pair.first); });
    const bool special = found != std::end(kWritten);
    escaped += special ? found->second : rest.substr(0, 1);
    rest.remove_prefix(special ? found->first.size() : 1);
  }
  return escaped;
}

std::vector<int> Widths(const Texts& head, const std::vector<Texts>& rows) {
  std::vector<int> widths(head.size());
  for (size_t c = 0; c < head.size(); ++c) {
    widths[c] = DisplayWidth(head[c]);
    for (const Texts& row : rows) widths[c] = std::max(widths[c], DisplayWidth(row[c]));
  }
  return widths;
}

Texts Names(const Table& table) {
  Texts names;
  for (const Column& column : table.columns()) names.push_back(column.name);
  return names;
}

std::string Repeated(const std::string& piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

std::string WithoutEndSpaces(const std::string& line) {
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

}  // namespace

Table::Table(std::string title, std::vector<Column> columns)
    : title_(std::move(title)), columns_(std::move(columns)) {
  CHECK(!columns_.empty()) << title_;
}

void Table::AddRow(std::vector<Cell> cells) {
  CHECK_EQ(cells.size(), columns_.size()) << "in table " << title_;
  rows_.push_back(std::move(cells));
}

bool Table::IsBest(size_t row, size_t column) const {
  const double value = rows_[row][column].value;
  const Best best = columns_[column].best;
  if (best == Best::kNone || std::isnan(value)) return false;
  return std::none_of(rows_.begin(), rows_.end(), [&](const std::vector<Cell>& other) {
    const double rival = other[column].value;
    return best == Best::kHighest ? rival > value : rival < value;
  });
}

std::string ConsoleTable(const Table& table, bool bold) {
  std::vector<Texts> rows(table.rows().size());
  for (size_t r = 0; r < rows.size(); ++r)
    for (const Cell& cell : table.rows()[r])
      rows[r].push_back(WithoutControls(cell.text));
  const Texts head = Names(table);
  const std::vector<int> widths = Widths(head, rows);
  const auto emphasised = [bold](const std::string& text, bool yes) {
    return bold && yes ? "\x1b[1m" + text + "\x1b[0m" : text;
  };
  const auto line = [&](const Texts& cells, auto is_best) {
    std::string text;
    for (size_t c = 0; c < cells.size(); ++c) {
      if (c > 0) text += "  ";
      text += emphasised(PadToWidth(cells[c], widths[c], table.columns()[c].align),
                         is_best(c));
    }
    return WithoutEndSpaces(text) + "\n";
  };
  std::string out = emphasised(WithoutControls(table.title()), true) + "\n";
  out += line(head, [](size_t) { return false; });
  int total = 2 * static_cast<int>(widths.size() - 1);
  for (const int width : widths) total += width;
  out += Repeated("─", total) + "\n";
  for (size_t r = 0; r < rows.size(); ++r)
    out += line(rows[r], [&](size_t c) { return table.IsBest(r, c); });
  for (const std::string& note : table.footnotes()) out += WithoutControls(note) + "\n";
  return out;
}

std::string MarkdownTable(const Table& table) {
  Texts head = Names(table);
  for (std::string& name : head) name = EscapeMarkdown(name);
  std::vector<Texts> rows(table.rows().size());
  for (size_t r = 0; r < rows.size(); ++r)
    for (size_t c = 0; c < head.size(); ++c) {
      const std::string text = EscapeMarkdown(table.rows()[r][c].text);
      rows[r].push_back(table.IsBest(r, c) ? "**" + text + "**" : text);
    }
  std::vector<int> widths = Widths(head, rows);
  for (int& width : widths) width = std::max(width, 3);  // room for ":-:"
  const auto line = [&](const Texts& cells) {
    std::string text = "|";
    for (size_t c = 0; c < cells.size(); ++c)
      text += " " + PadToWidth(cells[c], widths[c], table.columns()[c].align) + " |";
    return text + "\n";
  };
  std::string rule = "|";
  for (size_t c = 0; c < head.size(); ++c) {
    const Align align = table.columns()[c].align;
    rule += align == Align::kCenter ? " :" : " -";
    rule += Repeated("-", widths[c] - 2) + (align == Align::kLeft ? "- |" : ": |");
  }
  std::string out = "**" + EscapeMarkdown(table.title()) + "**\n\n" + line(head);
  out += rule + "\n";
  for (const Texts& row : rows) out += line(row);
  for (const std::string& note : table.footnotes())
    out += "\n" + EscapeMarkdown(note) + "\n";
  return out;
}

std::string LatexTable(const Table& table) {
  const auto line = [](const Texts& cells) {
    std::string text = "  ";
    for (size_t c = 0; c < cells.size(); ++c) text += (c > 0 ? " & " : "") + cells[c];
    return text + " \\\\\n";
  };
  std::string columns;
  for (const Column& column : table.columns())
    columns += column.align == Align::kLeft    ? 'l'
               : column.align == Align::kRight ? 'r'
                                               : 'c';
  Texts head;
  for (const Column& column : table.columns())
    head.push_back("\\textbf{" + EscapeLatex(column.name) + "}");
  std::string out = "\\begin{table}\n\\centering\n\\caption{" +
                    EscapeLatex(table.title()) + "}\n\\begin{tabular}{" + columns +
                    "}\n  \\toprule\n" + line(head) + "  \\midrule\n";
  for (size_t r = 0; r < table.rows().size(); ++r) {
    Texts row;
    for (size_t c = 0; c < table.columns().size(); ++c) {
      const std::string text = EscapeLatex(table.rows()[r][c].text);
      row.push_back(table.IsBest(r, c) ? "\\textbf{" + text + "}" : text);
    }
    out += line(row);
  }
  out += "  \\bottomrule\n\\end{tabular}\n";
  for (const std::string& note : table.footnotes())
    out += "\n\\smallskip " + EscapeLatex(note) + "\n";
  return out + "\\end{table}\n";
}

}  // namespace graft
