#include "common/data/crossner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace graft {
namespace {

using ::testing::HasSubstr;

TEST(CrossNer, RefusesOtherDomains) {
  EXPECT_THAT(LoadCrossNer("news").status().message(),
              HasSubstr("expected politics, science, music, literature or ai"));
}

// Sizes as in the paper's Table 1, and tags counted from the files by a script.
TEST(CrossNer, HasItsSentencesAndTags) {
  if (std::getenv("GRAFT_DATA_MIRROR") == nullptr)
    GTEST_SKIP() << "GRAFT_DATA_MIRROR is not set";
  struct Size {
    const char* domain;
    int64_t train, dev, test;
    size_t labels;
  };
  for (const Size& size :
       {Size{"politics", 200, 541, 651, 19}, Size{"science", 200, 450, 543, 35},
        Size{"music", 100, 380, 465, 27}, Size{"literature", 100, 400, 416, 25},
        Size{"ai", 100, 350, 431, 29}}) {
    const TagSplit split = LoadCrossNer(size.domain).value();
    EXPECT_EQ(split.train.size(), size.train) << size.domain;
    EXPECT_EQ(split.dev.size(), size.dev) << size.domain;
    EXPECT_EQ(split.test.size(), size.test) << size.domain;
    EXPECT_EQ(split.train.labels.size(), size.labels) << size.domain;
    EXPECT_EQ(split.train.labels, split.test.labels);
    EXPECT_EQ(split.train.labels[0], "O");
  }
}

}  // namespace
}  // namespace graft
