// The chapter: its code is the library's, and its tables hold every problem.
#include <gtest/gtest.h>

#include "algorithms/play/problem_lists.h"
#include "common/testing/quotes.h"

namespace graft::answers {
namespace {

const std::string kFolder = "algorithms/answers/";

TEST(TemplatesReadme, QuotesTheCode) {
  std::vector<std::string> code;
  for (const char* stem :
       {"binary_search", "find_peak_element", "find_the_duplicate_number",
        "guess_number_higher_or_lower", "koko_eating_bananas", "sqrt_x",
        "sum_of_mutated_array_closest_to_target", "templates"})
    code.push_back(kFolder + stem + ".h");
  const int blocks = graft::testing::ExpectQuoted(kFolder + "README.md", code);
  EXPECT_GE(blocks, 9);  // one for each thing to understand
}

// The row of a problem names its number, both titles, and its header.
TEST(TemplatesReadme, ListsEveryProblemOnce) {
  const std::string readme = graft::testing::TextOfFile(kFolder + "README.md");
  const std::vector<play::Problem> problems = play::AnswersProblems();
  EXPECT_EQ(problems.size(), 39u);
  for (const play::Problem& problem : problems) {
    const std::string& source = problem.source;  // LeetCode 69 "Sqrt(x)", x 的平方根
    const size_t quote = source.find('"'), unquote = source.rfind('"');
    const std::string number = source.substr(9, quote - 10);
    const std::string english = source.substr(quote + 1, unquote - quote - 1);
    const std::string row = "\n| " + number + " | " + english +
                            source.substr(unquote + 2) + " | [" + problem.slug() +
                            "](" + problem.slug() + ".h) | ";
    const size_t found = readme.find(row);
    EXPECT_NE(found, std::string::npos) << row;
    EXPECT_EQ(readme.find(row, found + 1), std::string::npos) << row;
  }
}

}  // namespace
}  // namespace graft::answers
