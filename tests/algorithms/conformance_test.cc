// Every problem of the registry: its cases come out.
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "algorithms/play/problems.h"
#include "common/testing/quotes.h"

namespace graft::play {
namespace {

// Reals may differ in the last digits: LeetCode asks for 1e-5.
bool Same(const Literal& a, const Literal& b) {
  if (a.kind == Literal::Kind::kReal && b.kind == Literal::Kind::kReal)
    return std::abs(a.real - b.real) <= 1e-6 * std::max(1.0, std::abs(b.real));
  if (a.kind != Literal::Kind::kList || b.kind != Literal::Kind::kList) return a == b;
  return std::equal(a.list.begin(), a.list.end(), b.list.begin(), b.list.end(), Same);
}

struct Case {
  Literal arguments, expected;
  int line;
};

// `[arguments] -> expected`, one a line; '#' begins a comment.
std::vector<Case> CasesOf(const std::string& path) {
  std::vector<Case> cases;
  std::istringstream lines(graft::testing::TextOfFile(path));
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const size_t arrow = line.rfind(" -> ");
    const auto arguments = text::ParseLiteral(line.substr(0, arrow));
    const auto expected =
        text::ParseLiteral(arrow == std::string::npos ? "" : line.substr(arrow + 4));
    EXPECT_TRUE(arguments.ok() && expected.ok() &&
                arguments->kind == Literal::Kind::kList)
        << path << ":" << number << ": expected '[arguments] -> result'";
    if (arguments.ok() && expected.ok())
      cases.push_back({*arguments, *expected, number});
  }
  return cases;
}

class Problems : public ::testing::TestWithParam<Problem> {};

TEST_P(Problems, GiveWhatTheirCasesExpect) {
  const Problem& problem = GetParam();
  const std::string path = "tests/algorithms/cases/" + problem.slug() + ".txt";
  const std::vector<Case> cases = CasesOf(path);
  EXPECT_GE(cases.size(), 2u) << path << " has too few cases";
  for (const Case& given : cases) {
    const Parsed<Literal> answer = problem.run(given.arguments.list);
    const std::string where = path + ":" + std::to_string(given.line);
    ASSERT_TRUE(answer.ok()) << where << ": " << answer.error().reason;
    EXPECT_TRUE(Same(*answer, given.expected))
        << where << ": expected " << FormatLiteral(given.expected) << ", found "
        << FormatLiteral(*answer);
  }
}

TEST_P(Problems, RefuseTheWrongNumberOfArguments) {
  const std::vector<Literal> one_more(GetParam().parameters.size() + 1);
  EXPECT_FALSE(GetParam().run(one_more).ok());
}

INSTANTIATE_TEST_SUITE_P(All, Problems, ::testing::ValuesIn(AllProblems()),
                         [](const auto& info) { return info.param.slug(); });

}  // namespace
}  // namespace graft::play
