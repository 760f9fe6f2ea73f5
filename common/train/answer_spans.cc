#include "common/train/answer_spans.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "common/base/check.h"

namespace graft {
namespace {

// Indices of the `count` highest scores, highest first, of equals the earlier.
std::vector<int64_t> Highest(std::span<const double> scores, int64_t count) {
  std::vector<int64_t> order(scores.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int64_t a, int64_t b) { return scores[a] > scores[b]; });
  order.resize(std::min<size_t>(order.size(), static_cast<size_t>(count)));
  return order;
}

void AppendSpans(const WindowScores& scores, const AnswerConfig& config,
                 std::vector<AnswerSpan>* spans) {
  const QuestionWindow& window = *scores.window;
  const auto inside = [&](int64_t token) {
    const int64_t place = token - window.context_begin;
    return place >= 0 && place < static_cast<int64_t>(window.offsets.size());
  };
  const std::vector<int64_t> ends = Highest(scores.end, config.best);
  for (const int64_t start : Highest(scores.start, config.best))
    for (const int64_t end : ends)
      if (inside(start) && inside(end) && start <= end && end - start < config.longest)
        spans->push_back({window.offsets[start - window.context_begin].first,
                          window.offsets[end - window.context_begin].second,
                          scores.start[start] + scores.end[end], 0});
}

void SetProbabilities(std::vector<AnswerSpan>* spans) {
  double sum = 0;
  for (AnswerSpan& span : *spans)
    sum += span.probability = std::exp(span.score - spans->front().score);
  for (AnswerSpan& span : *spans) span.probability /= sum;
}

// The bytes of the code points [begin, end).
std::string TextOf(std::string_view context, const AnswerSpan& span) {
  std::string text;
  int32_t index = -1;
  for (const char byte : context) {
    if ((static_cast<uint8_t>(byte) & 0xC0) != 0x80) ++index;
    if (index >= span.begin && index < span.end) text += byte;
  }
  return text;
}

}  // namespace

FoundAnswer FindAnswer(std::string_view context, std::span<const WindowScores> windows,
                       const AnswerConfig& config) {
  FoundAnswer found;
  double none = std::numeric_limits<double>::infinity();
  for (const WindowScores& scores : windows) {
    CHECK_EQ(scores.start.size(), scores.window->tokens.ids.size());
    CHECK_EQ(scores.end.size(), scores.start.size());
    none = std::min(none, scores.start[0] + scores.end[0]);
    AppendSpans(scores, config, &found.spans);
  }
  std::stable_sort(found.spans.begin(), found.spans.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  if (static_cast<int64_t>(found.spans.size()) > config.best)
    found.spans.resize(static_cast<size_t>(config.best));
  if (found.spans.empty()) return found;
  SetProbabilities(&found.spans);
  found.none_score = none - found.spans.front().score;
  if (!config.may_be_none || found.none_score <= config.none_threshold)
    found.text = TextOf(context, found.spans.front());
  return found;
}

}  // namespace graft
