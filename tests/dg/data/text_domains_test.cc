#include "dg/data/text_domains.h"

#include <gtest/gtest.h>

#include <map>

#include "common/tensor/ops.h"
#include "common/testing/tiny_bert.h"
#include "common/text/wordpiece.h"

namespace graft {
namespace {

// Words are single letters: a = 5, b = 6 …; [CLS] 2, [SEP] 3.
WordPiece Letters() {
  std::string words = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
  for (char c = 'a'; c <= 'o'; ++c) words += std::string(1, c) + "\n";
  auto vocab = Vocab::Parse(words, "letters");
  EXPECT_TRUE(vocab.ok()) << vocab.status();
  auto made = WordPiece::Create(*std::move(vocab), "letters");
  EXPECT_TRUE(made.ok()) << made.status();
  return *std::move(made);
}

TextDataset Texts() {
  return {"texts",
          {"no", "yes"},
          {"x", "y"},
          {{.text = "a", .label = 0, .domain = 0, .id = "1"},
           {.text = "b c", .label = 1, .domain = 1, .id = "2"},
           {.text = "d e f", .label = 1, .domain = 0, .id = "3"},
           {.text = "g", .label = 0, .domain = 1, .id = "4"}}};
}

TEST(TextDomains, KeepEachTextWithItsLabelInItsDomain) {
  const TextDomains data(Texts(), Letters(), {});
  EXPECT_EQ(data.size(0), 2);
  EXPECT_EQ(data.size(1), 2);
  EXPECT_TRUE(data.shape().empty());
  std::map<int64_t, int64_t> tokens_to_label;  // of domain x: "a" is no, "d e f" yes
  for (const int64_t i : {0, 1}) {
    const std::vector<int64_t> item = {i};
    const Inputs x = data.Get(0, item);
    EXPECT_EQ(x.rows(), 1);
    tokens_to_label[x.tokens.starts[1]] = data.Labels(0, item).item<int64_t>();
  }
  EXPECT_EQ(tokens_to_label, (std::map<int64_t, int64_t>{{3, 0}, {5, 1}}));
}

TEST(TextDomains, AReducedSetIsTheFirstOfTheFullOne) {
  const TextDomains full(Texts(), Letters(), {}),
      part(Texts(), Letters(), {.per_domain = 1});
  EXPECT_EQ(part.size(0), 1);
  const std::vector<int64_t> first = {0};
  EXPECT_TRUE(part.Get(0, first).tokens.ids.equal(full.Get(0, first).tokens.ids));
}

TEST(FrozenStates, AreTheMeansOfTheTrunksStates) {
  const TextDomains data(Texts(), Letters(), {});
  const Bert trunk = testing::TinyBert();
  const auto vectors = FrozenStates(data, trunk);
  EXPECT_EQ(vectors->shape(), (std::vector<int64_t>{8}));
  EXPECT_EQ(vectors->domains(), data.domains());
  const std::vector<int64_t> both = {0, 1};
  EXPECT_TRUE(vectors->Labels(1, both).equal(data.Labels(1, both)));
  EXPECT_TRUE(vectors->Get(1, both).values.equal(
      MeanStates(trunk, data.Texts(1)).to(at::kFloat)));
}

TEST(TagDomains, HaveARowForEachWord) {
  const TagDataset sentences = {"tags",
                                {"N", "V"},
                                {"x"},
                                {{.words = {"a", "b"}, .tags = {0, 1}, .id = "1"},
                                 {.words = {"c"}, .tags = {1}, .id = "2"}}};
  const TagDomains data(sentences, Letters(), {});
  const std::vector<int64_t> items = {0, 1};
  const Inputs x = data.Get(0, items);
  EXPECT_EQ(x.rows(), 3);
  const at::Tensor y = data.Labels(0, items);
  EXPECT_EQ(y.size(0), 3);
  // Each word's token is that of its letter: a and c are told apart by their tags' order.
  for (int64_t row = 0; row < 3; ++row) {
    const int64_t id = x.tokens.ids[x.words[row]].item<int64_t>();
    EXPECT_EQ(y[row].item<int64_t>(), id == 5 ? 0 : 1);  // "a" is N
  }
}

}  // namespace
}  // namespace graft
