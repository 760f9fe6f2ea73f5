#include "dg/data/catalog.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace graft {
namespace {

TEST(Catalog, SaysWhatThereIs) {
  const auto wrong = LoadDomainData({"colored_minst"});
  EXPECT_EQ(wrong.status().code(), absl::StatusCode::kNotFound);
  EXPECT_NE(wrong.status().message().find("colored_mnist"), std::string::npos);
  EXPECT_TRUE(std::ranges::is_sorted(DataNames()));
}

TEST(Catalog, LoadsTheFullDigits) {
  const auto data = LoadDomainData({"colored_mnist"});
  ASSERT_TRUE(data.ok()) << data.status();
  // DomainBed's sizes: 70,000 dealt to three.
  EXPECT_EQ((*data)->size(0), 23334);
  EXPECT_EQ((*data)->size(1), 23333);
  EXPECT_EQ((*data)->size(2), 23333);
}

TEST(Catalog, LoadsReducedData) {
  const auto data = LoadDomainData({"rotated_mnist", 14, 50});
  ASSERT_TRUE(data.ok()) << data.status();
  EXPECT_EQ((*data)->domain_count(), 6);
  EXPECT_EQ((*data)->size(5), 50);
  EXPECT_EQ((*data)->shape(), (std::vector<int64_t>{1, 14, 14}));
  EXPECT_EQ(DataVersion({"rotated_mnist", 14, 50}), "side 14, 50 a domain");
}

TEST(Catalog, ReadsTweetsThroughAFrozenTrunk) {
  const auto data = LoadDomainData({"tweets_frozen", 28, 20});
  ASSERT_TRUE(data.ok()) << data.status();
  EXPECT_EQ(
      (*data)->domains(),
      (std::vector<std::string>{"cars", "airlines", "coachella", "apple", "claritin"}));
  EXPECT_EQ((*data)->shape(), (std::vector<int64_t>{384}));
  EXPECT_EQ((*data)->size(4), 20);
}

}  // namespace
}  // namespace graft
