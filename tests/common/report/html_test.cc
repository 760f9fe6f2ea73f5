#include "common/report/html.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "common/base/files.h"

namespace graft {
namespace {

const std::string kHostile = "</script><img src=x onerror=alert(1)>&\"'<!--";

// Removes the contents of script and style elements.
std::string WithoutCode(std::string html) {
  for (const std::string tag : {"script", "style"}) {
    for (size_t at = 0; (at = html.find("<" + tag, at)) != std::string::npos; ++at) {
      const size_t begin = html.find('>', at) + 1;
      html.erase(begin, html.find("</" + tag, begin) - begin);
    }
  }
  return html;
}

// The first tag that is not closed where it should be; empty if the page is well formed.
std::string FirstImbalance(const std::string& html) {
  std::vector<std::string> open;
  for (size_t at = 0; (at = html.find('<', at)) != std::string::npos; ++at) {
    const bool closing = html[at + 1] == '/';
    const size_t begin = at + (closing ? 2 : 1);
    const std::string name =
        html.substr(begin, html.find_first_of(" >", begin) - begin);
    if (name == "!doctype" || name == "meta") continue;
    if (!closing) {
      open.push_back(name);
      continue;
    }
    if (open.empty() || open.back() != name) return name;
    open.pop_back();
  }
  return open.empty() ? "" : open.back();
}

size_t Count(const std::string& text, const std::string& piece) {
  size_t count = 0;
  for (size_t at = 0; (at = text.find(piece, at)) != std::string::npos; ++at) ++count;
  return count;
}

Table ExampleTable() {
  Table table("Insertion form and place",
              {{"Method"},
               {"Parameters", Align::kRight},
               {"Accuracy", Align::kRight, Best::kHighest},
               {"Paper", Align::kRight},
               {"ms / step", Align::kRight, Best::kLowest}});
  table.AddRow({"sequential adapter, attention",
                "294,912",
                {"84.1 ± 0.6", 84.1},
                "89.2",
                {"41.0", 41}});
  table.AddRow({"parallel adapter, FFN",
                "294,912",
                {"85.3 ± 0.4", 85.3},
                "90.4",
                {"43.5", 43.5}});
  table.AddFootnote("Five seeds; ± is half of the 95 % t-interval.");
  return table;
}

// About what papers/unified_view reports; also looked at in a browser.
Report ExampleReport() {
  Report report;
  report.title = "Towards a Unified View of Parameter-Efficient Transfer Learning";
  report.summary =
      "MiniLM fine-tuned in every way of the paper.\n\nA second paragraph.";
  report.facts = {{"Preset", "standard"}, {"Seeds", "5"}, {"Time", "1:48:12"}};
  report.claims = {
      MakeClaim("p", "The parallel adapter is better than the sequential one.",
                {Verdict::kReproduced, "A rule.", "Evidence α 汉."}),
      MakeClaim("p", "Modifying the FFN is better than modifying attention.",
                {Verdict::kNotReproduced, "A rule.", "Evidence."}),
      MakeClaim("p", "Prefix tuning is better at a budget of 0.1 %.",
                {Verdict::kNotTestable, "A rule.", "Evidence."})};
  const std::vector<std::string> families = {"full", "prefix", "adapter", "lora",
                                             "mixed"};
  std::vector<ParameterPoint> points;
  std::vector<Bar> bars;
  std::vector<Curve> curves;
  for (int i = 0; i < 14; ++i) {
    const std::string name = "method " + std::to_string(i) + " of " + families[i % 5];
    const double mean = 82 + 3 * std::sin(i);
    points.push_back({name, families[i % 5], std::pow(10, 3.5 + 0.25 * i), mean, 0.5});
    points.push_back({name + "′", families[i % 5], 3e5 + 1e4 * i, mean + 0.4, 0.3});
    bars.push_back({name, "tweets", mean, 0.6});
    bars.push_back({name, "BBC News", mean + 11, 0.3});
    Curve curve = {name, {}};
    for (int step = 0; step <= 500; step += 25)
      curve.points.emplace_back(step, mean - 20 * std::exp(-step / (60.0 + 8 * i)));
    curves.push_back(curve);
  }
  report.sections = {
      {"Size and accuracy",
       "Each point is a method.",
       {ExampleTable()},
       {ParameterChart("Accuracy against trainable parameters", "accuracy on tweets, %",
                       points, {{"TF-IDF + logistic regression", 78.5}})}},
      {"Comparison", "", {}, {BarChart("Accuracy by task", "accuracy, %", bars)}},
      {"Training", "", {}, {CurveChart("Learning curves", "dev accuracy, %", curves)}}};
  return report;
}

TEST(RenderHtml, IsExactForASmallReport) {
  Report report;
  report.title = "A & B";
  report.summary = "One.\n\nTwo.";
  report.facts = {{"Seeds", "3"}};
  report.claims = {MakeClaim("p", "a > b", {Verdict::kReproduced, "rule", "evidence"})};
  Table table("T", {{"m"}, {"v", Align::kRight, Best::kHighest}});
  table.AddRow({"x", {"1", 1}});
  report.sections = {{"H", "Text.", {table}, {}}};
  const std::string html =
      RenderHtml(report, {.style = "p{}\n", .libraries = {"lib"}, .script = "draw"});
  EXPECT_EQ(
      html.substr(html.find("<title>")),
      "<title>A &amp; B</title>\n<style>\np{}\n</style>\n</head>\n<body>\n<main>\n"
      "<header>\n<h1>A &amp; B</h1>\n<p>One.</p>\n<p>Two.</p>\n<dl>\n<div><dt>Seeds"
      "</dt>\n<dd>3</dd>\n</div>\n</dl>\n</header>\n<section>\n<h2>Verdicts</h2>\n"
      "<ul class=\"claims\">\n<li class=\"yes\"><span class=\"verdict\">✓ "
      "reproduced</span><h3>a &gt; b</h3>\n<p>evidence</p>\n<p class=\"note\">rule"
      "</p></li>\n</ul>\n</section>\n<section>\n<h2>H</h2>\n<p>Text.</p>\n"
      "<div class=\"table\"><table>\n<caption>T</caption>\n<thead><tr>"
      "<th scope=\"col\">m</th><th scope=\"col\" class=\"right\">v</th></tr>"
      "</thead>\n<tbody>\n<tr><td>x</td><td class=\"right\"><b>1</b></td></tr>\n"
      "</tbody></table></div>\n</section>\n</main>\n</body>\n</html>\n");
}

TEST(RenderHtml, EscapesEverythingFromOutside) {
  Report report;
  report.title = report.summary = kHostile;
  report.facts = {{kHostile, kHostile}};
  report.claims = {MakeClaim(kHostile, kHostile, NotTestable(kHostile))};
  Table table(kHostile, {{kHostile}});
  table.AddRow({kHostile});
  table.AddFootnote(kHostile);
  report.sections = {{kHostile,
                      kHostile,
                      {table},
                      {BarChart(kHostile, kHostile, {{kHostile, kHostile, 1}})}}};
  const std::string html = RenderHtml(report, {"", {"'</script><!--'"}, ""});
  EXPECT_EQ(Count(html, "<img"), 0);
  EXPECT_EQ(Count(html, "<!--"), 0);
  EXPECT_EQ(Count(html, "<script"), Count(html, "</script"));
  EXPECT_EQ(FirstImbalance(WithoutCode(html)), "");
  // And the data are still what they were.
  const std::string opening = "<script type=\"application/json\">";
  const size_t begin = html.find(opening) + opening.size();
  const auto spec =
      ParseJson(html.substr(begin, html.find("</script>", begin) - begin), "spec");
  ASSERT_TRUE(spec.ok()) << spec.status();
  EXPECT_EQ((*spec)["data"]["values"][0]["group"], kHostile);
}

TEST(WriteHtmlReport, MakesAWellFormedPageThatRequestsNothing) {
  const std::string path = std::string(std::getenv("TEST_TMPDIR")) + "/report.html";
  const absl::Status status = WriteHtmlReport(ExampleReport(), path);
  ASSERT_TRUE(status.ok()) << status;
  const std::string html = ReadFile(path).value();
  EXPECT_EQ(FirstImbalance(WithoutCode(html)), "");
  EXPECT_EQ(Count(html, "<figure"), 3);
  // Three charts' data, three libraries, one script.
  EXPECT_EQ(Count(html, "<script"), 7);
  EXPECT_EQ(Count(html, "</script>"), 7);
  EXPECT_EQ(Count(html, "sourceMappingURL"), 0);
  const std::string page = WithoutCode(html);
  for (const std::string request :
       {"http:", "https:", " src=", " href=", "<link", "<iframe"})
    EXPECT_EQ(Count(page, request), 0) << request;
  EXPECT_EQ(Count(page, "default-src 'none'"), 1);
  const std::string style = LoadPageAssets()->style;
  EXPECT_EQ(Count(style, "url("), 0);
  EXPECT_EQ(Count(style, "@import"), 0);
  for (const std::string owner : {"Vega", "Copyright"})
    EXPECT_GT(Count(html, owner), 0);
}

TEST(WriteHtmlReport, LeavesTheLibrariesOutWhereThereIsNoChart) {
  Report report;
  report.title = "Text only";
  EXPECT_EQ(Count(RenderHtml(report, *LoadPageAssets()), "<script"), 0);
}

}  // namespace
}  // namespace graft
