#include "common/train/classification.h"

#include <functional>

#include "common/base/check.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/train/length_batches.h"

namespace graft {
namespace {

// Calls body(indices of texts, their batch) for batches of similar length.
void ForBatches(
    std::span<const EncodedText> texts,
    const std::function<void(std::span<const int64_t>, const TokenBatch&)>& body) {
  std::vector<int64_t> lengths;
  for (const EncodedText& text : texts)
    lengths.push_back(static_cast<int64_t>(text.tokens.ids.size()));
  for (const std::vector<int64_t>& rows : LengthBatches(lengths)) {
    std::vector<const TokenSequence*> sequences;
    for (const int64_t row : rows) sequences.push_back(&texts[row].tokens);
    body(rows, MakeBatch(sequences));
  }
}

}  // namespace

std::vector<EncodedText> EncodeTexts(const TextDataset& data,
                                     const Tokenizer& tokenizer, int max_length) {
  std::vector<EncodedText> texts;
  texts.reserve(data.examples.size());
  for (const Example& example : data.examples) {
    CHECK(data.pairs || example.text_pair.empty()) << example.id;
    Encoding encoding =
        data.pairs ? tokenizer.EncodePair(example.text, example.text_pair, max_length)
                   : tokenizer.Encode(example.text, max_length);
    texts.push_back(
        {{std::move(encoding.ids), std::move(encoding.types)}, example.label});
  }
  return texts;
}

at::Tensor Classifier::Logits(const TokenBatch& batch, const Dropout& dropout) const {
  const Ragged x = trunk.Forward(batch, graft, dropout, ReadTokens(head.pooling()));
  return head.Logits(trunk, x, graft, dropout);
}

at::Tensor PredictLogits(const Classifier& model, std::span<const EncodedText> texts) {
  const NoGrad no_grad;
  at::Tensor all = at::zeros({static_cast<int64_t>(texts.size()), model.head.classes()},
                             at::kDouble);
  ForBatches(texts, [&](std::span<const int64_t> rows, const TokenBatch& batch) {
    const at::Tensor logits = model.Logits(batch).to(at::kCPU, at::kDouble);
    for (size_t i = 0; i < rows.size(); ++i)
      all[rows[i]].copy_(logits[static_cast<int64_t>(i)]);
  });
  return all;
}

Confusion Evaluate(const Classifier& model, std::span<const EncodedText> texts) {
  Confusion confusion(model.head.classes());
  const at::Tensor guesses = PredictLogits(model, texts).argmax(1);
  const int64_t* guess = guesses.const_data_ptr<int64_t>();
  for (size_t i = 0; i < texts.size(); ++i) confusion.Add(texts[i].label, guess[i]);
  return confusion;
}

at::Tensor MeanStates(const Bert& trunk, std::span<const EncodedText> texts) {
  const NoGrad no_grad;
  const Graft none;
  at::Tensor all =
      at::zeros({static_cast<int64_t>(texts.size()), trunk.info().hidden}, at::kDouble);
  ForBatches(texts, [&](std::span<const int64_t> rows, const TokenBatch& batch) {
    const at::Tensor means =
        Pool(trunk, trunk.Forward(batch, none, {}), Pooling::kMean, none)
            .to(at::kCPU, at::kDouble);
    for (size_t i = 0; i < rows.size(); ++i)
      all[rows[i]].copy_(means[static_cast<int64_t>(i)]);
  });
  return all;
}

TrainTask ClassificationTask(const Classifier& model,
                             const std::vector<EncodedText>& train,
                             const std::vector<EncodedText>& dev) {
  TrainTask task;
  task.examples = static_cast<int64_t>(train.size());
  task.loss = [model, &train](std::span<const int64_t> rows, const Dropout& dropout) {
    std::vector<const TokenSequence*> sequences;
    std::vector<int64_t> labels;
    for (const int64_t row : rows) {
      sequences.push_back(&train[row].tokens);
      labels.push_back(train[row].label);
    }
    const at::Tensor logits = model.Logits(MakeBatch(sequences), dropout);
    return at::cross_entropy_loss(logits,
                                  at::tensor(labels, at::kLong).to(logits.device()));
  };
  if (!dev.empty())
    task.score = [model, &dev] { return Evaluate(model, dev).Accuracy(); };
  return task;
}

}  // namespace graft
