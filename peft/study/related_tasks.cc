#include "peft/study/related_tasks.h"

#include <algorithm>
#include <utility>

#include "common/models/linear_head.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

std::vector<LinearHead> DrawHeads(const Bert& trunk,
                                  const std::vector<RelatedTask>& tasks,
                                  const RandomStream& init) {
  std::vector<LinearHead> heads;
  for (size_t t = 0; t < tasks.size(); ++t)
    heads.emplace_back(tasks[t].classes, trunk.info().hidden,
                       trunk.config().hidden_dropout_prob, trunk.info().graft_options(),
                       init.Fork(StrCat("related ", t)));
  return heads;
}

// The method's tensors, and those of the heads by the tasks' numbers.
std::vector<NamedTensor> Parameters(const Method& method,
                                    const std::vector<LinearHead>& heads) {
  std::vector<NamedTensor> tensors = method.Tensors();
  for (size_t t = 0; t < heads.size(); ++t)
    for (const auto& [name, tensor] : heads[t].Tensors())
      tensors.push_back({StrCat("related.", t, ".", name), tensor});
  return tensors;
}

// Sentences of one task with their task's number.
using Member = std::pair<size_t, const EncodedSentence*>;

std::vector<Member> AllOf(const std::vector<RelatedTask>& tasks) {
  std::vector<Member> members;
  for (size_t t = 0; t < tasks.size(); ++t)
    for (const EncodedSentence& sentence : tasks[t].train)
      members.emplace_back(t, &sentence);
  return members;
}

}  // namespace

absl::StatusOr<TrainResult> TrainOnRelated(const Bert& trunk, const Method& method,
                                           const std::vector<RelatedTask>& tasks,
                                           const RandomStream& init,
                                           const TrainConfig& config) {
  const std::vector<LinearHead> heads = DrawHeads(trunk, tasks, init);
  const std::vector<Member> members = AllOf(tasks);
  TrainTask task;
  task.examples = static_cast<int64_t>(members.size());
  task.loss = [&](std::span<const int64_t> batch, const Dropout& dropout) {
    at::Tensor sum = at::zeros({}, trunk.info().graft_options());
    int64_t words = 0;
    for (size_t t = 0; t < tasks.size(); ++t) {
      std::vector<const EncodedSentence*> sentences;
      for (const int64_t i : batch)
        if (members[i].first == t) sentences.push_back(members[i].second);
      if (sentences.empty()) continue;
      sum = sum + SummedTagLoss({trunk, method, heads[t]}, sentences, dropout);
      for (const EncodedSentence* s : sentences)
        words += static_cast<int64_t>(s->rows.size());
    }
    return sum / std::max<int64_t>(1, words);
  };
  auto result = Train(task, Parameters(method, heads), config);
  if (result.ok() && result->interrupted)
    return absl::CancelledError("stopped by a signal");
  return result;
}

}  // namespace graft
