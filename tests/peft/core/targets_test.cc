#include "peft/core/targets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class TargetsTest : public ::testing::Test {
 protected:
  std::vector<std::string> Maps(std::string_view targets) const {
    const auto maps = MatchTargets(targets, trunk_.info());
    EXPECT_TRUE(maps.ok()) << maps.status();
    return maps.value_or(std::vector<std::string>());
  }
  std::string ErrorOf(std::string_view targets) const {
    return MatchTargets(targets, trunk_.info()).status().ToString();
  }
  const Bert trunk_ = testing::TinyBert();
};

TEST_F(TargetsTest, FindsAMapInEveryLayerInTheTrunksOrder) {
  EXPECT_THAT(Maps("value,query"), ElementsAre("encoder.layer.0.attention.self.query",
                                               "encoder.layer.0.attention.self.value",
                                               "encoder.layer.1.attention.self.query",
                                               "encoder.layer.1.attention.self.value"));
}

TEST_F(TargetsTest, TellsTheFeedForwardsOutputFromTheAttentions) {
  EXPECT_THAT(Maps("output.dense"), ElementsAre("encoder.layer.0.output.dense",
                                                "encoder.layer.1.output.dense"));
  EXPECT_THAT(Maps("attention.output.dense"),
              ElementsAre("encoder.layer.0.attention.output.dense",
                          "encoder.layer.1.attention.output.dense"));
  EXPECT_THAT(Maps("dense"), SizeIs(2 * 3));
}

TEST_F(TargetsTest, TakesLongerNamesUpToTheWholeOne) {
  EXPECT_THAT(Maps("0.attention.self.query"),
              ElementsAre("encoder.layer.0.attention.self.query"));
  EXPECT_THAT(Maps("encoder.layer.1.output.dense"),
              ElementsAre("encoder.layer.1.output.dense"));
}

TEST_F(TargetsTest, TakesAMapOnceHoweverOftenItIsNamed) {
  EXPECT_EQ(Maps("query,query,self.query"), Maps("query"));
}

TEST_F(TargetsTest, MatchesWholePartsOfANameOnly) {
  for (const char* target : {"uery", "QUERY", "query.weight", " query", "LayerNorm"})
    EXPECT_THAT(ErrorOf(target), HasSubstr("matches no linear map")) << target;
}

TEST_F(TargetsTest, AnErrorListsTheMapsOfALayer) {
  EXPECT_THAT(
      ErrorOf("query,nothing"),
      AllOf(HasSubstr("INVALID_ARGUMENT: target 'nothing' matches no linear map"),
            HasSubstr("attention.output.dense"), HasSubstr("attention.self.query"),
            HasSubstr("intermediate.dense"), HasSubstr(", output.dense")));
  EXPECT_THAT(ErrorOf(""), HasSubstr("no targets; a layer has attention.output.dense"));
  EXPECT_THAT(ErrorOf(",query"), HasSubstr("target '' matches no linear map"));
}

TEST_F(TargetsTest, TakesAMapOutsideTheLayersByItsWholeName) {
  EXPECT_THAT(Maps("pooler.dense,encoder.layer.1.output.dense,pooler.dense"),
              ElementsAre("encoder.layer.1.output.dense", "pooler.dense"));
  for (const char* target : {"pooler", "embeddings.word_embeddings", "embeddings"})
    EXPECT_THAT(ErrorOf(target), HasSubstr("matches no linear map")) << target;
}

TEST_F(TargetsTest, KnowsAMapsShape) {
  EXPECT_EQ(MapShape("encoder.layer.1.output.dense", trunk_.info()),
            (std::pair<int64_t, int64_t>{8, 12}));
  EXPECT_EQ(MapShape("pooler.dense", trunk_.info()),
            (std::pair<int64_t, int64_t>{8, 8}));
}

TEST_F(TargetsTest, ReadsValuesOfSingleMapsTheFirstThatMatches) {
  const std::vector<std::string> maps = Maps("query,value");
  const auto values = MatchValues("layer.1.attention.self.query:2.5,query:4", maps);
  ASSERT_TRUE(values.ok()) << values.status();
  EXPECT_EQ(*values, (std::map<std::string, double>{
                         {"encoder.layer.0.attention.self.query", 4},
                         {"encoder.layer.1.attention.self.query", 2.5}}));
  EXPECT_TRUE(MatchValues("", maps)->empty());
  const auto error = [&](std::string_view pattern) {
    return MatchValues(pattern, maps).status().ToString();
  };
  for (const char* piece : {"query", "query:", "query:x", ":", "", "query:1:2"})
    EXPECT_THAT(error(StrCat(piece, ",")), HasSubstr("expected target:number"))
        << piece;
  EXPECT_THAT(error("key:4"), HasSubstr("'key:4' matches none of the maps"));
}

}  // namespace
}  // namespace graft
