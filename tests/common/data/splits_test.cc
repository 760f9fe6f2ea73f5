#include "common/data/splits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace graft {
namespace {

using testing::ElementsAre;

// `n` examples with labels 0, 1, 1 in turn and domains 0, 1 in turn.
TextDataset Numbered(int n) {
  TextDataset data{"numbered", {"no", "yes"}, {"a", "b"}, {}};
  for (int i = 0; i < n; ++i)
    data.examples.push_back(
        {.text = "t", .label = i % 3 > 0, .domain = i % 2, .id = std::to_string(i)});
  return data;
}

std::vector<std::string> Ids(const TextDataset& data) {
  std::vector<std::string> ids;
  for (const Example& example : data.examples) ids.push_back(example.id);
  return ids;
}

// The order is that of
//   python3 -c "import hashlib as h; print(sorted(range(6), key=lambda i:
//               h.sha256(f'p:{i}'.encode()).hexdigest()))"
TEST(OrderByHash, IsTheOrderOfTheDigests) {
  EXPECT_THAT(OrderByHash(Numbered(6), IdKey<Example>("p:")),
              ElementsAre(0, 2, 3, 5, 4, 1));
}

TEST(OrderByHash, KeepsEqualKeysInTheirOrder) {
  EXPECT_THAT(OrderByHash({"x", "x", "x"}), ElementsAre(0, 1, 2));
}

TEST(SplitByHash, PutsEveryExampleInOnePart) {
  const TextSplit split = SplitByHash(Numbered(100), "p:", 50, 20);
  EXPECT_EQ(split.train.size(), 50);
  EXPECT_EQ(split.dev.size(), 20);
  EXPECT_EQ(split.test.size(), 30);
  std::set<std::string> all;
  for (const TextDataset* part : {&split.train, &split.dev, &split.test})
    for (const std::string& id : Ids(*part)) EXPECT_TRUE(all.insert(id).second) << id;
  EXPECT_EQ(all.size(), 100u);
}

TEST(SplitByHash, DoesNotDependOnTheOrderOfTheFile) {
  TextDataset data = Numbered(40), reversed = data;
  std::reverse(reversed.examples.begin(), reversed.examples.end());
  EXPECT_EQ(Ids(SplitByHash(data, "p:", 10, 10).test),
            Ids(SplitByHash(reversed, "p:", 10, 10).test));
}

TEST(SplitByHash, KeepsDocumentsTogetherWhenTheKeyIsTheDocument) {
  const TextDataset data = Numbered(40);
  const auto tens = [](const Example& e) {
    return std::to_string(std::stoi(e.id) / 10);
  };
  const std::vector<std::string> train =
      Ids(SplitByHash<Example>(data, tens, 20, 0).train);
  std::set<int> documents;
  for (const std::string& id : train) documents.insert(std::stoi(id) / 10);
  EXPECT_EQ(documents.size(), 2u);
}

TEST(SplitByHashDeathTest, ChecksThatThereAreEnough) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_DEATH(SplitByHash(Numbered(5), "p:", 4, 2), "6 vs. 5");
}

TEST(LeaveOneDomainOut, TrainsOnTheOthersOnly) {
  const TextSplit split = LeaveOneDomainOut(Numbered(10), 1);
  EXPECT_THAT(CountByDomain(split.train), ElementsAre(5, 0));
  EXPECT_THAT(CountByDomain(split.test), ElementsAre(0, 5));
  EXPECT_EQ(split.dev.size(), 0);
}

}  // namespace
}  // namespace graft
