#include "common/base/rng.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace graft {
namespace {

// The known answers of the authors' own test vectors (Random123, kat_vectors, philox4x32 10).
TEST(Philox, GivesTheKnownAnswers) {
  EXPECT_EQ(Philox4x32({0, 0, 0, 0}, {0, 0}),
            (std::array<uint32_t, 4>{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(Philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
                       {0xffffffff, 0xffffffff}),
            (std::array<uint32_t, 4>{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(Philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                       {0xa4093822, 0x299f31d0}),
            (std::array<uint32_t, 4>{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(RandomStream, DependsOnSeedNameAndPart) {
  const RandomStream a(1, "order");
  EXPECT_EQ(a.Bits(7), RandomStream(1, "order").Bits(7));
  EXPECT_NE(a.Bits(7), RandomStream(2, "order").Bits(7));
  EXPECT_NE(a.Bits(7), RandomStream(1, "dropout").Bits(7));
  EXPECT_NE(a.Fork(0).Bits(7), a.Fork(1).Bits(7));
  EXPECT_NE(a.Fork("0").Bits(7), a.Fork(uint64_t{0}).Bits(7));
}

// Means of n = 100,000 draws stay within 5 standard errors: σ/√n with σ² = 1/12 and 1.
TEST(RandomStream, HasTheMomentsOfItsDistributions) {
  const RandomStream stream(3, "moments");
  constexpr int kDraws = 100000;
  double uniform = 0, normal = 0, square = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double u = stream.Uniform(i), n = stream.Fork("n").Normal(i);
    ASSERT_GE(u, 0);
    ASSERT_LT(u, 1);
    uniform += u / kDraws;
    normal += n / kDraws;
    square += n * n / kDraws;
  }
  EXPECT_NEAR(uniform, 0.5, 5 * std::sqrt(1.0 / 12 / kDraws));
  EXPECT_NEAR(normal, 0, 5 / std::sqrt(kDraws));
  EXPECT_NEAR(square, 1, 5 * std::sqrt(2.0 / kDraws));
}

TEST(RandomStream, PermutesEveryPlaceOnce) {
  std::vector<int64_t> order = RandomStream(4, "order").Permutation(1000);
  EXPECT_FALSE(std::is_sorted(order.begin(), order.end()));
  std::sort(order.begin(), order.end());
  for (int64_t i = 0; i < 1000; ++i) EXPECT_EQ(order[i], i);
  EXPECT_TRUE(RandomStream(4, "order").Permutation(0).empty());
}

}  // namespace
}  // namespace graft
