#include "dg/core/inputs.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"

namespace graft {
namespace {

Inputs Texts(const std::vector<TokenSequence>& texts, std::vector<int64_t> words = {}) {
  Inputs inputs;
  inputs.tokens = MakeBatch(texts);
  inputs.words = std::move(words);
  return inputs;
}

TEST(Inputs, OfImagesAreConcatenatedAlongTheBatch) {
  const Inputs a(at::ones({2, 1, 3, 3})), b(at::zeros({1, 1, 3, 3}));
  const Inputs* parts[] = {&a, &b};
  const Inputs all = Concatenate(parts);
  EXPECT_EQ(all.rows(), 3);
  EXPECT_EQ(all.values.sum().item<double>(), 18);
}

TEST(Inputs, OfTextsKeepTheirStarts) {
  const Inputs a = Texts({{{5, 6}, {0, 0}}}), b = Texts({{{7}, {1}}, {{8, 9}, {0, 0}}});
  const Inputs* parts[] = {&a, &b};
  const Inputs all = Concatenate(parts);
  EXPECT_EQ(all.rows(), 3);
  EXPECT_EQ(all.tokens.starts, (std::vector<int64_t>{0, 2, 3, 5}));
  EXPECT_TRUE(all.tokens.ids.equal(at::tensor(std::vector<int64_t>{5, 6, 7, 8, 9})));
  EXPECT_TRUE(all.tokens.types.equal(at::tensor(std::vector<int64_t>{0, 0, 1, 0, 0})));
}

TEST(Inputs, OfTaggersReadTheirWordsWhereTheyStandNow) {
  const Inputs a = Texts({{{5, 6}, {0, 0}}}, {1}),
               b = Texts({{{7, 8}, {0, 0}}}, {0, 1});
  const Inputs* parts[] = {&a, &b};
  const Inputs all = Concatenate(parts);
  EXPECT_EQ(all.rows(), 3);
  EXPECT_EQ(all.words, (std::vector<int64_t>{1, 2, 3}));
}

TEST(Inputs, OfTwoKindsAreOurBug) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  const Inputs a(at::ones({2, 3})), b = Texts({{{5}, {0}}});
  const Inputs* parts[] = {&a, &b};
  EXPECT_DEATH(Concatenate(parts), "texts");
}

}  // namespace
}  // namespace graft
