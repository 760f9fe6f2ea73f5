#include "common/base/suggest.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Suggest, NearestNamesComeNearestFirstAndInOrderOfEqualDistance) {
  EXPECT_THAT(NearestNames("lora", {"dora", "prefix", "lora_a", "lora", "lore"}),
              ElementsAre("lora", "dora", "lore"));
  EXPECT_THAT(NearestNames("lora", {"dora", "lore"}, 1), ElementsAre("dora"));
}

TEST(Suggest, ANameWithMoreThanHalfOfItsLettersWrongIsNotNear) {
  EXPECT_THAT(NearestNames("abcd", {"abxy", "axyz", ""}), ElementsAre("abxy"));
  EXPECT_THAT(NearestNames("", {"a"}), IsEmpty());
  EXPECT_THAT(NearestNames(std::string(300, 'a'), {std::string(300, 'a')}), IsEmpty());
}

TEST(Suggest, DistanceCountsInsertionsDeletionsAndSubstitutions) {
  // kitten → sitting takes 3, the textbook's example; 3 is half of kitten's 6 letters.
  EXPECT_THAT(NearestNames("kitten", {"sitting"}), ElementsAre("sitting"));
  EXPECT_THAT(NearestNames("kitte", {"sitting"}), IsEmpty());
}

TEST(Suggest, DidYouMeanReadsAsASentence) {
  EXPECT_EQ(DidYouMean("xyz", {"lora"}), "");
  EXPECT_EQ(DidYouMean("lora", {"dora"}), "; did you mean dora?");
  EXPECT_EQ(DidYouMean("lora", {"dora", "lore", "lor"}),
            "; did you mean dora, lore or lor?");
}

}  // namespace
}  // namespace graft
