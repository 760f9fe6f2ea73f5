#include "dg/data/catalog.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "common/base/files.h"
#include "common/testing/temp_folder.h"

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

TEST(Catalog, ReadsTagsByGenre) {
  const auto data = LoadDomainData({"brown", 28, 10});
  ASSERT_TRUE(data.ok()) << data.status();
  EXPECT_EQ((*data)->domain_count(), 15);
  EXPECT_EQ((*data)->class_count(), 12);
  const std::vector<int64_t> items = {0, 1};
  EXPECT_EQ((*data)->Get(0, items).rows(), (*data)->Labels(0, items).size(0));
}

TEST(Catalog, ReadsTheMirrorsTexts) {
  if (std::getenv("GRAFT_DATA_MIRROR") == nullptr)
    GTEST_SKIP() << "no GRAFT_DATA_MIRROR";
  for (const auto& [name, domains] :
       std::map<std::string, int>{{"pheme", 5}, {"mnli", 5}, {"ewt", 5}}) {
    const auto data = LoadDomainData({name, 28, 20});
    ASSERT_TRUE(data.ok()) << name << data.status();
    EXPECT_EQ((*data)->domain_count(), domains) << name;
  }
}

TEST(Catalog, ReadsAUsersTable) {
  const std::string path = testing::EmptyFolder() + "/texts.csv";
  ASSERT_TRUE(WriteFileAtomically(path,
                                  "text,label,domain\nfine,good,a\npoor,bad,a\n"
                                  "nice,good,b\nbroken,bad,b\n")
                  .ok());
  const auto data = LoadDomainData({"csv", 28, 0, path});
  ASSERT_TRUE(data.ok()) << data.status();
  EXPECT_EQ((*data)->domains(), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ((*data)->size(1), 2);
  EXPECT_EQ(LoadDomainData({"csv"}).status().message(),
            "data set csv needs a path: of a table with the columns text, label and "
            "domain");
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
