#include "common/train/entity_spans.h"

#include <algorithm>
#include <utility>

#include "common/base/check.h"

namespace graft {
namespace {

double Ratio(int64_t part, int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

bool IsIob(const std::vector<std::string>& labels) {
  return std::all_of(labels.begin(), labels.end(), [](const std::string& label) {
    return label == "O" ||
           ((label.starts_with("B-") || label.starts_with("I-")) && label.size() > 2);
  });
}

std::vector<EntitySpan> FindSpans(std::span<const int64_t> tags,
                                  const std::vector<std::string>& labels) {
  std::vector<EntitySpan> spans;
  bool inside = false;  // whether spans.back() may go on
  for (size_t i = 0; i < tags.size(); ++i) {
    const std::string label = tags[i] < 0 ? "O" : labels.at(tags[i]);
    const bool outside = label == "O";
    const std::string type = outside ? "" : label.substr(2);
    const auto at = static_cast<int64_t>(i);
    if (inside && label.starts_with("I-") && spans.back().type == type) {
      spans.back().end = at + 1;
    } else if (!outside) {
      spans.push_back({type, at, at + 1});
    }
    inside = !outside;
  }
  return spans;
}

SpanScore::SpanScore(std::vector<std::string> labels) : labels_(std::move(labels)) {
  CHECK(IsIob(labels_)) << "labels must be O, B-x or I-x";
}

void SpanScore::Add(std::span<const int64_t> truth,
                    std::span<const int64_t> predicted) {
  CHECK_EQ(truth.size(), predicted.size());
  const std::vector<EntitySpan> right = FindSpans(truth, labels_),
                                found = FindSpans(predicted, labels_);
  true_ += static_cast<int64_t>(right.size());
  found_ += static_cast<int64_t>(found.size());
  for (const EntitySpan& span : found)
    right_ += std::count(right.begin(), right.end(), span);
}

double SpanScore::Precision() const { return Ratio(right_, found_); }

double SpanScore::Recall() const { return Ratio(right_, true_); }

// 2 P R / (P + R) without the division by 0 where both are.
double SpanScore::F1() const { return Ratio(2 * right_, true_ + found_); }

}  // namespace graft
