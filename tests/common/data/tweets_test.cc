#include "common/data/tweets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "common/base/files.h"

namespace graft {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Tweets, HaveFiveSourcesOfThreeSentiments) {
  const TextDataset data = LoadTweets().value();
  EXPECT_EQ(data.size(), 38158 - 5039 - 3165 - 1236);  // all but deflategate
  EXPECT_THAT(data.domains,
              ElementsAre("cars", "airlines", "coachella", "apple", "claritin"));
  EXPECT_THAT(CountByDomain(data), ElementsAre(4814, 14640, 3764, 3804, 1696));
  EXPECT_THAT(CountByLabel(data), ElementsAre(11147, 11853, 5718));
}

TEST(Tweets, CarryTheRowAndTextOfTheFile) {
  const TextDataset data = LoadTweets().value();
  const Example& example = data.examples.at(110);
  EXPECT_EQ(example.id, "110");
  EXPECT_EQ(example.domain, 1);
  EXPECT_THAT(example.text, HasSubstr("@VirginAmerica it's really aggressive"));
  EXPECT_THAT(data.examples.front().text, HasSubstr("cars_\uFFFD_.no thank you"));
}

TEST(Tweets, AreTheSameWhenRetweetedOrLinked) {
  EXPECT_EQ(TweetKey("RT @a_b: RT @c: Hello  World http://t.co/xY1 "), "hello world");
  EXPECT_EQ(TweetKey("rt @d hello world"), "hello world");
  EXPECT_EQ(TweetKey("smart @d hello"), "smart @d hello");
  EXPECT_EQ(TweetKey("RT @: a"), "rt @: a");
  EXPECT_EQ(TweetKey("ahttps://x b http://y"), "a b");
  for (const char* text : {"", " ", "r", "RT", "RT ", "RT @", "http://"})
    EXPECT_LE(TweetKey(text).size(), 4u) << text;
}

TEST(Tweets, BySourceHoldNoTextTwice) {
  const TextDataset data = TweetsBySource().value();
  std::set<std::string> keys;
  for (const Example& example : data.examples)
    EXPECT_TRUE(keys.insert(TweetKey(example.text)).second) << example.text;
  EXPECT_THAT(CountByDomain(data), ElementsAre(4691, 14368, 3528, 2814, 1642));
}

TEST(Tweets, AboutAirlinesAreOneDomain) {
  const TextDataset data = AirlineTweets().value();
  EXPECT_THAT(data.domains, ElementsAre("airlines"));
  EXPECT_THAT(CountByDomain(data), ElementsAre(data.size()));
  EXPECT_THAT(CountByLabel(data), ElementsAre(9086, 3028, 2254));
}

TEST(Tweets, RejectAnotherFile) {
  const std::string path = std::filesystem::path(testing::TempDir()) / "other.csv";
  ASSERT_TRUE(WriteFileAtomically(path, "sentiment,confidence,text\n").ok());
  EXPECT_THAT(std::string(LoadTweets(path).status().message()), HasSubstr("sha256 is"));
}

}  // namespace
}  // namespace graft
