#include "common/data/example.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace graft {
namespace {

using testing::ElementsAre;

TextDataset Small() {
  return {"small",
          {"no", "yes"},
          {"a", "b", "c"},
          {{.text = "x", .label = 1, .domain = 2},
           {.text = "y", .label = -1, .domain = 0},
           {.text = "z", .label = 1, .domain = 2}}};
}

TEST(Dataset, SelectsInTheOrderAsked) {
  const TextDataset selected = Select(Small(), {2, 0, 2});
  ASSERT_EQ(selected.size(), 3);
  EXPECT_EQ(selected.examples[0].text + selected.examples[1].text, "zx");
  EXPECT_THAT(selected.labels, ElementsAre("no", "yes"));
  EXPECT_EQ(WithoutExamples(Small()).size(), 0);
}

TEST(Dataset, CountsLabelsWithoutTheUnknownOnes) {
  EXPECT_THAT(CountByLabel(Small()), ElementsAre(0, 2));
  EXPECT_THAT(CountByDomain(Small()), ElementsAre(1, 0, 2));
}

TEST(Dataset, FindsNames) {
  EXPECT_EQ(IndexOf(Small().domains, "c"), 2);
  EXPECT_EQ(IndexOf(Small().domains, "d"), -1);
}

}  // namespace
}  // namespace graft
