#include "algorithms/text/parsed.h"

#include <gtest/gtest.h>

#include <vector>

namespace graft::text {
namespace {

TEST(Parsed, HoldsAValueOrAnError) {
  Parsed<std::vector<int>> value(std::vector<int>{1, 2});
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(value->size(), 2u);
  value->push_back(3);
  EXPECT_EQ((*value)[2], 3);

  const Parsed<std::vector<int>> error(ParseError{4, "expected ']'"});
  ASSERT_FALSE(error.ok());
  EXPECT_EQ(error.error().position, 4u);
  EXPECT_EQ(error.error().reason, "expected ']'");
}

TEST(ParsedDeathTest, TheOtherSideIsNotThere) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Parsed<int> value(1), error(ParseError{});
  EXPECT_DEATH(value.error(), "precondition failed: !ok");
  EXPECT_DEATH(*error, "precondition failed: ok");
}

}  // namespace
}  // namespace graft::text
