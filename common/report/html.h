// Html: a report as one file that needs nothing else: text, verdicts, tables, charts.
//
// Idea:    Style, script, data and the Vega libraries are written into the page, whose
//          content policy forbids every request. All text is escaped; data stand in
//          script elements in which "<" is written as an escape, so that no string can
//          end them. The page follows the reader's light or dark setting, and prints.
// Errors:  NotFound where the libraries are not beside the program (see runfiles.h).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/status.h"
#include "common/report/charts.h"
#include "common/report/records.h"
#include "common/report/table.h"

namespace graft {

struct ReportSection {
  std::string heading;
  std::string text;  // paragraphs, an empty line between them
  std::vector<Table> tables;
  std::vector<Chart> charts;
};

struct Report {
  std::string title;
  std::string summary;  // paragraphs, an empty line between them
  std::vector<std::pair<std::string, std::string>> facts;  // ("Seeds", "3"), …
  std::vector<ClaimRecord> claims;
  std::vector<ReportSection> sections;
};

// What the page is made of besides the report.
struct PageAssets {
  std::string style;                   // CSS
  std::vector<std::string> libraries;  // JavaScript, in order
  std::string script;                  // JavaScript that draws the charts
};

absl::StatusOr<PageAssets> LoadPageAssets();

std::string RenderHtml(const Report& report, const PageAssets& assets);

// Loads the assets, renders and writes the file, all or nothing.
absl::Status WriteHtmlReport(const Report& report, const std::string& path);

// `text` for an element or a quoted attribute.
std::string EscapeHtml(std::string_view text);

}  // namespace graft
