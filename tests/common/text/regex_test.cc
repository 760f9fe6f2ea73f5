#include "common/text/regex.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace graft {
namespace {

using ::testing::HasSubstr;

bool Matches(const std::string& pattern, const std::string& text) {
  const auto regex = Regex::Create(pattern);
  EXPECT_TRUE(regex.ok()) << regex.status();
  const auto matches = regex->Matches(text);
  EXPECT_TRUE(matches.ok()) << matches.status();
  return *matches;
}

TEST(Regex, MatchesTheWholeText) {
  const std::string name = "bert.encoder.layer.11.attention.self.query";
  EXPECT_TRUE(Matches(R"(.*\.(query|value))", name));
  EXPECT_TRUE(Matches(R"((?:.*\.)?(^bert.*query)$)", name));
  EXPECT_TRUE(Matches(R"(.*layer\.\d{2}\..*)", name));
  EXPECT_FALSE(Matches("query", name));
  EXPECT_FALSE(Matches(R"(.*layer\.1\..*)", name));
  EXPECT_TRUE(Matches("caf.", "café"));
}

TEST(Regex, IsUsedAgain) {
  const auto regex = Regex::Create("a+");
  ASSERT_TRUE(regex.ok());
  EXPECT_TRUE(*regex->Matches("aaa"));
  EXPECT_FALSE(*regex->Matches("aab"));
  EXPECT_TRUE(*regex->Matches("a"));
}

TEST(Regex, RefusesWhatItCannotRead) {
  for (const char* pattern : {"", "(", "[a", "*a", "a{2,1}", "(?P<layer>a)"})
    EXPECT_THAT(Regex::Create(pattern).status().ToString(), HasSubstr("cannot be read"))
        << pattern;
  EXPECT_THAT(Regex::Create(std::string(70000, 'a')).status().ToString(),
              HasSubstr("longer than"));
}

TEST(Regex, GivesUpOnWhatRunsForEver) {
  const auto nested = Regex::Create("(a+)+b");
  ASSERT_TRUE(nested.ok());
  EXPECT_THAT(nested->Matches(std::string(60, 'a')).status().ToString(),
              HasSubstr("takes too long"));
  EXPECT_FALSE(*nested->Matches("aaa"));
}

}  // namespace
}  // namespace graft
