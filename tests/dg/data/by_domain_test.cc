#include "dg/data/by_domain.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace graft {
namespace {

TextDataset Many() {
  TextDataset data = {"d", {"no", "yes"}, {"x", "y", "empty"}, {}};
  for (int i = 0; i < 20; ++i)
    data.examples.push_back(
        {.text = std::to_string(i), .domain = i % 2, .id = std::to_string(i)});
  return data;
}

std::vector<std::string> TextsOf(const TextDataset& data) {
  std::vector<std::string> texts;
  for (const Example& example : data.examples) texts.push_back(example.text);
  return texts;
}

TEST(ByDomain, LosesNothingAndMixesNothing) {
  const auto parts = ByDomain(Many(), 0);
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(parts[0].size(), 10);
  EXPECT_EQ(parts[1].size(), 10);
  EXPECT_EQ(parts[2].size(), 0);
  for (const Example& example : parts[1].examples) EXPECT_EQ(example.domain, 1);
}

TEST(ByDomain, ASmallerSampleIsAPartOfALargerOne) {
  const auto small = TextsOf(ByDomain(Many(), 3)[0]),
             large = TextsOf(ByDomain(Many(), 7)[0]);
  EXPECT_EQ(small.size(), 3u);
  EXPECT_TRUE(std::equal(small.begin(), small.end(), large.begin()));
}

}  // namespace
}  // namespace graft
