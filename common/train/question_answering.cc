#include "common/train/question_answering.h"

#include "common/base/check.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/train/length_batches.h"

namespace graft {
namespace {

// Start and end scores of every window, [T] each, one after another.
struct Scores {
  std::vector<double> start, end;
};

std::vector<Scores> AllScores(const QuestionAnswerer& model,
                              std::span<const QuestionWindow> windows) {
  const NoGrad no_grad;
  std::vector<int64_t> lengths;
  for (const QuestionWindow& window : windows)
    lengths.push_back(static_cast<int64_t>(window.tokens.ids.size()));
  std::vector<Scores> scores(windows.size());
  for (const std::vector<int64_t>& batch : LengthBatches(lengths)) {
    std::vector<const QuestionWindow*> members;
    for (const int64_t i : batch) members.push_back(&windows[i]);
    const std::vector<at::Tensor> logits = model.Logits(members);
    for (size_t i = 0; i < batch.size(); ++i) {
      const at::Tensor columns =
          logits[i].to(at::kCPU, at::kDouble).t().contiguous();  // [2,T]
      const double* data = columns.const_data_ptr<double>();
      const int64_t size = columns.size(1);
      scores[batch[i]] = {{data, data + size}, {data + size, data + 2 * size}};
    }
  }
  return scores;
}

}  // namespace

std::vector<at::Tensor> QuestionAnswerer::Logits(
    std::span<const QuestionWindow* const> windows, const Dropout& dropout) const {
  CHECK_EQ(head.classes(), 2);
  std::vector<const TokenSequence*> tokens;
  for (const QuestionWindow* window : windows) tokens.push_back(&window->tokens);
  const Ragged x = trunk.Forward(MakeBatch(tokens), graft, dropout);
  const at::Tensor all = head.Logits(x.rows, dropout);
  std::vector<at::Tensor> logits;
  for (int64_t b = 0; b < x.batch(); ++b)
    logits.push_back(all.slice(0, x.starts[b] + x.prompt, x.starts[b + 1]));
  return logits;
}

at::Tensor SpanLoss(const QuestionAnswerer& model,
                    std::span<const QuestionWindow* const> windows,
                    const Dropout& dropout) {
  const std::vector<at::Tensor> logits = model.Logits(windows, dropout);
  std::vector<at::Tensor> terms;
  for (size_t i = 0; i < windows.size(); ++i) {
    const at::Tensor log_p = at::log_softmax(logits[i], 0);
    terms.push_back(log_p[windows[i]->start][0] + log_p[windows[i]->end][1]);
  }
  return at::stack(terms).mean() * -0.5;
}

std::vector<FoundAnswer> FindAnswers(const QuestionAnswerer& model,
                                     const SquadData& data,
                                     std::span<const QuestionWindow> windows,
                                     const AnswerConfig& config) {
  const std::vector<Scores> scores = AllScores(model, windows);
  std::vector<std::vector<WindowScores>> of_question(data.questions.size());
  for (size_t i = 0; i < windows.size(); ++i)
    of_question.at(windows[i].question)
        .push_back({&windows[i], scores[i].start, scores[i].end});
  std::vector<FoundAnswer> answers;
  for (size_t q = 0; q < of_question.size(); ++q)
    answers.push_back(
        FindAnswer(data.contexts[data.questions[q].context], of_question[q], config));
  return answers;
}

SquadMetric Evaluate(const QuestionAnswerer& model, const SquadData& data,
                     std::span<const QuestionWindow> windows,
                     const AnswerConfig& config) {
  const std::vector<FoundAnswer> answers = FindAnswers(model, data, windows, config);
  SquadMetric metric;
  for (size_t q = 0; q < answers.size(); ++q) {
    std::vector<std::string> truths;
    for (const SquadAnswer& answer : data.questions[q].answers)
      truths.push_back(answer.text);
    metric.Add(truths, answers[q].text);
  }
  return metric;
}

TrainTask QuestionAnsweringTask(const QuestionAnswerer& model,
                                const std::vector<QuestionWindow>& train,
                                const SquadData& dev,
                                const std::vector<QuestionWindow>& dev_windows,
                                const AnswerConfig& config) {
  TrainTask task;
  task.examples = static_cast<int64_t>(train.size());
  task.loss = [model, &train](std::span<const int64_t> members,
                              const Dropout& dropout) {
    std::vector<const QuestionWindow*> windows;
    for (const int64_t i : members) windows.push_back(&train[i]);
    return SpanLoss(model, windows, dropout);
  };
  if (!dev.questions.empty())
    task.score = [model, &dev, &dev_windows, config] {
      return Evaluate(model, dev, dev_windows, config).F1();
    };
  return task;
}

}  // namespace graft
