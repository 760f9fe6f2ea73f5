#include "common/text/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

Encoding Three() {
  Encoding e;
  e.Add(7, 0, 2);
  e.Add(8, 2, 3, 1);
  e.Add(9, 4, 5);
  return e;
}

TEST(Encoding, AddsAndDropsWholeTokens) {
  Encoding e = Three();
  e.Truncate(5);
  EXPECT_EQ(e.size(), 3);
  e.Truncate(2);
  EXPECT_THAT(e.ids, ElementsAre(7, 8));
  EXPECT_THAT(e.types, ElementsAre(0, 1));
  EXPECT_THAT(e.offsets, ElementsAre(Pair(0, 2), Pair(2, 3)));
}

TEST(Encoding, AddsAPartOfAnotherAsOneType) {
  Encoding e = Three();
  e.AddAll(Three(), 1, 3, 5);
  e.AddAll(Three(), 2, 2, 6);
  EXPECT_THAT(e.ids, ElementsAre(7, 8, 9, 8, 9));
  EXPECT_THAT(e.types, ElementsAre(0, 1, 0, 5, 5));
  EXPECT_THAT(e.offsets,
              ElementsAre(Pair(0, 2), Pair(2, 3), Pair(4, 5), Pair(2, 3), Pair(4, 5)));
}

// The longer loses its last token until both fit, one at a time.
TEST(LongestFirst, EqualsTakingOneTokenAtATime) {
  for (size_t a = 0; a < 8; ++a)
    for (size_t b = 0; b < 8; ++b)
      for (size_t room = 0; room < 17; ++room) {
        const auto [left_a, left_b] = LongestFirst(a, b, room);
        EXPECT_EQ(left_a + left_b, std::min(a + b, room));
        EXPECT_LE(left_a, a);
        EXPECT_LE(left_b, b);
        // Nobody gives way while the other has more than one token more.
        EXPECT_TRUE(left_a == a || left_b <= left_a + 1);
        EXPECT_TRUE(left_b == b || left_a <= left_b + 1);
      }
  EXPECT_THAT(LongestFirst(5, 5, 7), Pair(3, 4));
  EXPECT_THAT(LongestFirst(6, 5, 7), Pair(4, 3));
}

}  // namespace
}  // namespace graft
