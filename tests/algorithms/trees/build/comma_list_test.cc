#include "algorithms/trees/build/comma_list.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace graft::trees {
namespace {

using Tokens = std::vector<std::pair<std::string, size_t>>;

Tokens TokensOf(std::string_view text) {
  Tokens tokens;
  for (CommaList list(text); !list.AtEnd();) {
    const Token token = list.Next();
    tokens.emplace_back(token.text, token.position);
  }
  return tokens;
}

TEST(CommaList, TokensAndTheirPositions) {
  EXPECT_EQ(TokensOf("12,#,-3"), (Tokens{{"12", 0}, {"#", 3}, {"-3", 5}}));
  EXPECT_EQ(TokensOf(""), (Tokens{{"", 0}}));
  EXPECT_EQ(TokensOf(",a,"), (Tokens{{"", 0}, {"a", 1}, {"", 3}}));
}

TEST(CommaList, IntegersOf32Bits) {
  EXPECT_EQ(*IntegerOf({"2147483647", 0}), 2147483647);
  EXPECT_EQ(*IntegerOf({"-2147483648", 0}), -2147483647 - 1);
  for (const char* wrong : {"", "-", "#", "1x", "1.5", " 1", "1 ", "+1", "--1", "0x1"})
    EXPECT_EQ(IntegerOf({wrong, 7}).error(),
              (text::ParseError{7, "expected an integer"}));
  for (const char* wrong : {"2147483648", "-2147483649", "99999999999999999999999"})
    EXPECT_EQ(IntegerOf({wrong, 7}).error(),
              (text::ParseError{7, "the value does not fit 32 bits"}));
}

TEST(CommaListDeathTest, NothingAfterTheLastToken) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  CommaList list("1");
  list.Next();
  EXPECT_DEATH(list.Next(), "AtEnd");
}

}  // namespace
}  // namespace graft::trees
