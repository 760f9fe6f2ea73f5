#include "common/data/bbc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/files.h"
#include "common/base/json.h"
#include "common/base/runfiles.h"

namespace graft {
namespace {

using testing::ElementsAre;

TEST(Bbc, HasItsArticlesAndTopics) {
  const TextDataset data = LoadBbc().value();
  EXPECT_THAT(data.labels,
              ElementsAre("business", "entertainment", "politics", "sports", "tech"));
  EXPECT_EQ(data.size(), 2225);
  EXPECT_EQ(data.examples.front().text.substr(0, 33),
            "Ad sales boost Time Warner profit");
}

// The digests are of the ids and of the texts, joined by line feeds and by NUL, of the
// split as tools/golden/data.py makes it.
TEST(Bbc, SplitsAsTheFiguresItIsComparedWith) {
  const TextSplit split = SplitBbc(LoadBbc().value());
  EXPECT_EQ(split.train.size(), 500);
  EXPECT_EQ(split.dev.size(), 500);
  EXPECT_EQ(split.test.size(), 1225);
  std::string ids, texts;
  for (const TextDataset* part : {&split.train, &split.dev, &split.test})
    for (const Example& example : part->examples) {
      ids += example.id + "\n";
      texts += example.text + '\0';
    }
  const Json golden =
      ReadJson(Runfile("tests/common/data/testdata/bbc.json").value()).value();
  EXPECT_EQ(Sha256Hex(ids), golden["ids_sha256"].get<std::string>());
  EXPECT_EQ(Sha256Hex(texts), golden["texts_sha256"].get<std::string>());
}

TEST(Bbc, RejectsAnotherFolder) {
  EXPECT_EQ(LoadBbc("common").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace graft
