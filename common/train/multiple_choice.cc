#include "common/train/multiple_choice.h"

#include <algorithm>
#include <utility>

#include "common/base/check.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/train/length_batches.h"

namespace graft {

std::vector<EncodedChoices> EncodeChoices(const ChoiceDataset& data,
                                          const Tokenizer& tokenizer, int max_length) {
  std::vector<EncodedChoices> encoded;
  encoded.reserve(data.examples.size());
  for (const ChoiceExample& example : data.examples) {
    EncodedChoices& question = encoded.emplace_back();
    question.label = example.label;
    for (const std::string& choice : example.choices) {
      Encoding pair = tokenizer.EncodePair(example.text, choice, max_length);
      question.choices.push_back({std::move(pair.ids), std::move(pair.types)});
    }
  }
  return encoded;
}

std::vector<at::Tensor> Chooser::Scores(
    std::span<const EncodedChoices* const> questions, const Dropout& dropout) const {
  CHECK_EQ(head.classes(), 1);
  std::vector<const TokenSequence*> sequences;
  for (const EncodedChoices* question : questions) {
    CHECK(!question->choices.empty()) << "a question without choices";
    for (const TokenSequence& choice : question->choices) sequences.push_back(&choice);
  }
  const Ragged x =
      trunk.Forward(MakeBatch(sequences), graft, dropout, ReadTokens(head.pooling()));
  const at::Tensor all = head.Logits(trunk, x, graft, dropout).select(1, 0);
  std::vector<at::Tensor> scores;
  int64_t begin = 0;
  for (const EncodedChoices* question : questions) {
    const auto size = static_cast<int64_t>(question->choices.size());
    scores.push_back(all.slice(0, begin, begin + size));
    begin += size;
  }
  return scores;
}

at::Tensor ChoiceLoss(const Chooser& model,
                      std::span<const EncodedChoices* const> questions,
                      const Dropout& dropout) {
  const std::vector<at::Tensor> scores = model.Scores(questions, dropout);
  std::vector<at::Tensor> terms;
  for (size_t i = 0; i < questions.size(); ++i) {
    const int64_t label = questions[i]->label;
    CHECK(label >= 0 && label < scores[i].size(0)) << "label " << label;
    terms.push_back(at::log_softmax(scores[i], 0)[label]);
  }
  return -at::stack(terms).mean();
}

std::vector<int64_t> Choose(const Chooser& model,
                            std::span<const EncodedChoices> questions) {
  const NoGrad no_grad;
  std::vector<int64_t> lengths;
  for (const EncodedChoices& question : questions) {
    int64_t& length = lengths.emplace_back(0);
    for (const TokenSequence& choice : question.choices)
      length += static_cast<int64_t>(choice.ids.size());
  }
  std::vector<int64_t> chosen(questions.size());
  for (const std::vector<int64_t>& batch : LengthBatches(lengths)) {
    std::vector<const EncodedChoices*> members;
    for (const int64_t i : batch) members.push_back(&questions[i]);
    const std::vector<at::Tensor> scores = model.Scores(members);
    for (size_t i = 0; i < batch.size(); ++i)
      chosen[batch[i]] = scores[i].argmax().item<int64_t>();
  }
  return chosen;
}

Confusion Evaluate(const Chooser& model, std::span<const EncodedChoices> questions) {
  size_t most = 1;
  for (const EncodedChoices& question : questions)
    most = std::max(most, question.choices.size());
  Confusion confusion(static_cast<int64_t>(most));
  const std::vector<int64_t> chosen = Choose(model, questions);
  for (size_t i = 0; i < chosen.size(); ++i)
    confusion.Add(questions[i].label, chosen[i]);
  return confusion;
}

TrainTask MultipleChoiceTask(const Chooser& model,
                             const std::vector<EncodedChoices>& train,
                             const std::vector<EncodedChoices>& dev) {
  TrainTask task;
  task.examples = static_cast<int64_t>(train.size());
  task.loss = [model, &train](std::span<const int64_t> members,
                              const Dropout& dropout) {
    std::vector<const EncodedChoices*> questions;
    for (const int64_t i : members) questions.push_back(&train[i]);
    return ChoiceLoss(model, questions, dropout);
  };
  if (!dev.empty())
    task.score = [model, &dev] { return Evaluate(model, dev).Accuracy(); };
  return task;
}

}  // namespace graft
