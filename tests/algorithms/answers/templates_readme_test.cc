// The chapter: its code is the library's, and its tables hold every problem.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "algorithms/play/problem_lists.h"

namespace graft::answers {
namespace {

constexpr char kFolder[] = "algorithms/answers/";

std::string TextOf(const std::string& file) {
  std::ifstream stream(kFolder + file);
  EXPECT_TRUE(stream) << file;
  return {std::istreambuf_iterator<char>(stream), {}};
}

// With one blank for each gap, so that a quotation may be indented otherwise.
std::string Words(const std::string& text) {
  std::istringstream stream(text);
  std::string words, word;
  while (stream >> word) words += " " + word;
  return words;
}

TEST(TemplatesReadme, QuotesTheCode) {
  std::string code;
  for (const char* file :
       {"binary_search.h", "find_peak_element.h", "find_the_duplicate_number.h",
        "guess_number_higher_or_lower.h", "koko_eating_bananas.h", "sqrt_x.h",
        "sum_of_mutated_array_closest_to_target.h", "templates.h"})
    code += Words(TextOf(file));
  const std::string readme = TextOf("README.md");
  const std::string fence = "```";
  int blocks = 0;
  for (size_t at = readme.find(fence + "cpp\n"); at != std::string::npos;
       at = readme.find(fence + "cpp\n", at)) {
    const size_t begin = at + fence.size() + 4, end = readme.find(fence, begin);
    const std::string block = readme.substr(begin, end - begin);
    EXPECT_NE(code.find(Words(block)), std::string::npos) << block;
    at = end;
    ++blocks;
  }
  EXPECT_GE(blocks, 9);  // one for each thing to understand
}

// The row of a problem names its number, both titles, and its header.
TEST(TemplatesReadme, ListsEveryProblemOnce) {
  const std::string readme = TextOf("README.md");
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
