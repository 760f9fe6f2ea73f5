#include "common/train/tagging.h"

#include <algorithm>
#include <utility>

#include "common/base/check.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/train/entity_spans.h"
#include "common/train/length_batches.h"

namespace graft {
namespace {

EncodedSentence EncodeSentence(const TaggedSentence& sentence,
                               const Tokenizer& tokenizer, int64_t max_length) {
  WordsEncoding words =
      tokenizer.EncodeWords(sentence.words, static_cast<int32_t>(max_length));
  EncodedSentence encoded{
      .tokens = {std::move(words.tokens.ids), std::move(words.tokens.types)},
      .tags = {sentence.tags.begin(), sentence.tags.end()}};
  for (size_t i = 0; i < words.first.size(); ++i) {
    if (words.first[i] < 0) continue;
    encoded.words.push_back(static_cast<int64_t>(i));
    encoded.rows.push_back(words.first[i]);
  }
  return encoded;
}

// The last states at the rows of all sentences, one after another [ΣR,C].
at::Tensor RowsOf(const Bert& trunk, const Graft& graft,
                  std::span<const EncodedSentence* const> sentences,
                  const Dropout& dropout) {
  std::vector<const TokenSequence*> tokens;
  for (const EncodedSentence* s : sentences) tokens.push_back(&s->tokens);
  const Ragged x = trunk.Forward(MakeBatch(tokens), graft, dropout);
  std::vector<int64_t> rows;
  for (size_t b = 0; b < sentences.size(); ++b)
    for (const int64_t row : sentences[b]->rows)
      rows.push_back(x.starts[b] + x.prompt + row);
  return x.rows.index_select(0, at::tensor(rows, at::kLong).to(x.rows.device()));
}

at::Tensor TagLoss(const Tagger& model,
                   std::span<const EncodedSentence* const> sentences,
                   const Dropout& dropout, at::Reduction::Reduction reduction) {
  std::vector<int64_t> tags;
  for (const EncodedSentence* s : sentences)
    for (const int64_t word : s->words) tags.push_back(s->tags[word]);
  const at::Tensor logits = model.Logits(sentences, dropout);
  if (tags.empty()) return logits.sum();  // no word to learn from: 0
  return at::cross_entropy_loss(logits, at::tensor(tags, at::kLong).to(logits.device()),
                                {}, reduction);
}

// Calls body(sentences' indices, their logits [ΣR,K]) for all of them.
template <class Body>
void ForLogits(const Tagger& model, std::span<const EncodedSentence> sentences,
               const Body& body) {
  const NoGrad no_grad;
  std::vector<int64_t> lengths;
  for (const EncodedSentence& s : sentences)
    lengths.push_back(static_cast<int64_t>(s.tokens.ids.size()));
  for (const std::vector<int64_t>& batch : LengthBatches(lengths)) {
    std::vector<const EncodedSentence*> members;
    for (const int64_t i : batch) members.push_back(&sentences[i]);
    body(batch, model.Logits(members));
  }
}

}  // namespace

std::vector<EncodedSentence> EncodeSentences(const TagDataset& data,
                                             const Tokenizer& tokenizer,
                                             int64_t max_length) {
  CHECK(max_length >= 2 && max_length <= Tokenizer::kNoLimit) << max_length;
  std::vector<EncodedSentence> encoded;
  encoded.reserve(data.examples.size());
  for (const TaggedSentence& sentence : data.examples)
    encoded.push_back(EncodeSentence(sentence, tokenizer, max_length));
  return encoded;
}

int64_t CountUnread(std::span<const EncodedSentence> sentences) {
  int64_t count = 0;
  for (const EncodedSentence& s : sentences)
    count += static_cast<int64_t>(s.tags.size() - s.rows.size());
  return count;
}

at::Tensor WordStates(const Bert& trunk, std::span<const EncodedSentence> sentences) {
  constexpr size_t kSentences = 32;  // at a time
  const NoGrad no_grad;
  std::vector<at::Tensor> parts = {at::zeros({0, trunk.info().hidden}, at::kDouble)};
  for (size_t begin = 0; begin < sentences.size(); begin += kSentences) {
    std::vector<const EncodedSentence*> members;
    for (size_t i = begin; i < std::min(begin + kSentences, sentences.size()); ++i)
      members.push_back(&sentences[i]);
    parts.push_back(RowsOf(trunk, Graft(), members, {}).to(at::kCPU, at::kDouble));
  }
  return at::cat(parts);
}

at::Tensor Tagger::Logits(std::span<const EncodedSentence* const> sentences,
                          const Dropout& dropout) const {
  return head.Logits(RowsOf(trunk, graft, sentences, dropout), dropout);
}

WordTags PredictTags(const Tagger& model, std::span<const EncodedSentence> sentences) {
  WordTags tags;
  for (const EncodedSentence& s : sentences) tags.emplace_back(s.tags.size(), -1);
  ForLogits(model, sentences, [&](const auto& batch, const at::Tensor& logits) {
    const at::Tensor guesses = logits.argmax(1).to(at::kCPU);
    const int64_t* guess = guesses.const_data_ptr<int64_t>();
    for (const int64_t i : batch)
      for (const int64_t word : sentences[i].words) tags[i][word] = *guess++;
  });
  return tags;
}

Confusion CompareTags(std::span<const EncodedSentence> sentences,
                      const WordTags& predicted, int64_t classes) {
  Confusion confusion(classes);
  for (size_t i = 0; i < sentences.size(); ++i)
    for (size_t w = 0; w < predicted[i].size(); ++w)
      if (predicted[i][w] >= 0) confusion.Add(sentences[i].tags[w], predicted[i][w]);
  return confusion;
}

double CompareSpans(std::span<const EncodedSentence> sentences,
                    const WordTags& predicted, const std::vector<std::string>& labels) {
  SpanScore score(labels);
  for (size_t i = 0; i < sentences.size(); ++i)
    score.Add(sentences[i].tags, predicted[i]);
  return score.F1();
}

Confusion Evaluate(const Tagger& model, std::span<const EncodedSentence> sentences) {
  return CompareTags(sentences, PredictTags(model, sentences), model.head.classes());
}

double EvaluateSpans(const Tagger& model, std::span<const EncodedSentence> sentences,
                     const std::vector<std::string>& labels) {
  return CompareSpans(sentences, PredictTags(model, sentences), labels);
}

at::Tensor SummedTagLoss(const Tagger& model,
                         std::span<const EncodedSentence* const> sentences,
                         const Dropout& dropout) {
  return TagLoss(model, sentences, dropout, at::Reduction::Sum);
}

TrainTask TaggingTask(const Tagger& model, const std::vector<EncodedSentence>& train,
                      const std::vector<EncodedSentence>& dev,
                      const std::vector<std::string>& span_labels) {
  TrainTask task;
  task.examples = static_cast<int64_t>(train.size());
  task.loss = [model, &train](std::span<const int64_t> members,
                              const Dropout& dropout) {
    std::vector<const EncodedSentence*> sentences;
    for (const int64_t i : members) sentences.push_back(&train[i]);
    return TagLoss(model, sentences, dropout, at::Reduction::Mean);
  };
  if (dev.empty()) return task;
  task.score = [model, &dev, span_labels] {
    return span_labels.empty() ? Evaluate(model, dev).Accuracy()
                               : EvaluateSpans(model, dev, span_labels);
  };
  return task;
}

}  // namespace graft
