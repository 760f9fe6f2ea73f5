#include "common/report/html.h"

#include "common/base/files.h"
#include "common/base/runfiles.h"

namespace graft {
namespace {

// No request at all; Vega compiles its expressions, hence unsafe-eval.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; "
    "script-src 'unsafe-inline' 'unsafe-eval'";

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

// JavaScript for a script element: in strings, "<\/" and "<\!" mean "</" and "<!".
std::string InlineScript(const std::string& code) {
  return "<script>\n" +
         Replaced(Replaced(code, "</script", "<\\/script"), "<!--", "<\\!--") +
         "\n</script>\n";
}

std::string Element(const std::string& tag, std::string_view text) {
  return StrCat("<", tag, ">", EscapeHtml(text), "</", tag, ">\n");
}

std::string Paragraphs(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const size_t end = text.find("\n\n");
    if (end != 0) html += Element("p", text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
  }
  return html;
}

std::string AlignClass(Align align) {
  if (align == Align::kLeft) return "";
  return align == Align::kRight ? " class=\"right\"" : " class=\"center\"";
}

std::string TableHtml(const Table& table) {
  std::string html =
      "<div class=\"table\"><table>\n" + Element("caption", table.title());
  html += "<thead><tr>";
  for (const Column& column : table.columns())
    html += StrCat("<th scope=\"col\"", AlignClass(column.align), ">",
                   EscapeHtml(column.name), "</th>");
  html += "</tr></thead>\n<tbody>\n";
  for (size_t r = 0; r < table.rows().size(); ++r) {
    html += "<tr>";
    for (size_t c = 0; c < table.columns().size(); ++c) {
      const std::string text = EscapeHtml(table.rows()[r][c].text);
      html += StrCat("<td", AlignClass(table.columns()[c].align), ">",
                     table.IsBest(r, c) ? "<b>" + text + "</b>" : text, "</td>");
    }
    html += "</tr>\n";
  }
  html += "</tbody></table></div>\n";
  for (const std::string& note : table.footnotes())
    html += "<p class=\"note\">" + EscapeHtml(note) + "</p>\n";
  return html;
}

std::string ChartHtml(const Chart& chart) {
  // "<" occurs in JSON only inside strings, where \u003c means the same.
  const std::string spec = Replaced(DumpJson(chart.spec), "<", "\\u003c");
  return StrCat("<figure class=\"chart\">", Element("figcaption", chart.caption),
                "<div class=\"picture\" role=\"img\" aria-label=\"",
                EscapeHtml(chart.caption), "\"></div>\n",
                "<script type=\"application/json\">", spec, "</script></figure>\n");
}

std::string ClaimHtml(const ClaimRecord& claim) {
  const auto [kind, mark] = [&]() -> std::pair<std::string, std::string> {
    if (claim.verdict == Verdict::kReproduced) return {"yes", "✓"};
    if (claim.verdict == Verdict::kNotReproduced) return {"no", "✗"};
    return {"open", "?"};
  }();
  return StrCat("<li class=\"", kind, "\"><span class=\"verdict\">", mark, " ",
                VerdictText(claim.verdict), "</span>", Element("h3", claim.claim),
                Element("p", claim.evidence), "<p class=\"note\">",
                EscapeHtml(claim.rule), "</p></li>\n");
}

}  // namespace

std::string EscapeHtml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

absl::StatusOr<PageAssets> LoadPageAssets() {
  const auto read = [](const std::string& name) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const std::string path, Runfile(name));
    return ReadFile(path);
  };
  PageAssets assets;
  ASSIGN_OR_RETURN(assets.style, read("common/report/page.css"));
  ASSIGN_OR_RETURN(assets.script, read("common/report/page.js"));
  for (const std::string name : {"vega", "vega-lite", "vega-embed"}) {
    const std::string repository = Replaced(name, "-", "_");
    ASSIGN_OR_RETURN(const std::string license, read(repository + "/LICENSE"));
    ASSIGN_OR_RETURN(const std::string code,
                     read(repository + "/build/" + name + ".min.js"));
    // The source map that the last line names is not in the page.
    assets.libraries.push_back(
        StrCat("/*! ", name, "\n", license, "*/\n",
               code.substr(0, code.rfind("\n//# sourceMapping"))));
  }
  return assets;
}

std::string RenderHtml(const Report& report, const PageAssets& assets) {
  std::string html = StrCat(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
      "<meta http-equiv=\"Content-Security-Policy\" content=\"", kPolicy, "\">\n",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
      "<meta name=\"color-scheme\" content=\"light dark\">\n",
      Element("title", report.title), "<style>\n", assets.style,
      "</style>\n</head>\n<body>\n<main>\n<header>\n", Element("h1", report.title),
      Paragraphs(report.summary));
  if (!report.facts.empty()) {
    html += "<dl>\n";
    for (const auto& [name, value] : report.facts)
      html += "<div>" + Element("dt", name) + Element("dd", value) + "</div>\n";
    html += "</dl>\n";
  }
  html += "</header>\n";
  if (!report.claims.empty()) {
    html += "<section>\n<h2>Verdicts</h2>\n<ul class=\"claims\">\n";
    for (const ClaimRecord& claim : report.claims) html += ClaimHtml(claim);
    html += "</ul>\n</section>\n";
  }
  bool has_charts = false;
  for (const ReportSection& section : report.sections) {
    html += "<section>\n" + Element("h2", section.heading) + Paragraphs(section.text);
    for (const Table& table : section.tables) html += TableHtml(table);
    for (const Chart& chart : section.charts) html += ChartHtml(chart);
    has_charts = has_charts || !section.charts.empty();
    html += "</section>\n";
  }
  html += "</main>\n";
  if (has_charts) {
    for (const std::string& library : assets.libraries) html += InlineScript(library);
    html += InlineScript(assets.script);
  }
  return html + "</body>\n</html>\n";
}

absl::Status WriteHtmlReport(const Report& report, const std::string& path) {
  ASSIGN_OR_RETURN(const PageAssets assets, LoadPageAssets());
  return WriteFileAtomically(path, RenderHtml(report, assets));
}

}  // namespace graft
