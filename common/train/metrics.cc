#include "common/train/metrics.h"

#include <limits>
#include <numeric>

#include "common/base/check.h"

namespace graft {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Confusion::Confusion(int64_t classes) : classes_(classes) {
  CHECK_GT(classes, 0);
  counts_.assign(static_cast<size_t>(classes * classes), 0);
}

void Confusion::Add(int64_t truth, int64_t predicted) {
  CHECK(truth >= 0 && truth < classes_) << "true label " << truth << " of " << classes_;
  CHECK(predicted >= 0 && predicted < classes_)
      << "predicted label " << predicted << " of " << classes_;
  ++counts_[static_cast<size_t>(truth * classes_ + predicted)];
}

void Confusion::Add(std::span<const int64_t> truth,
                    std::span<const int64_t> predicted) {
  CHECK_EQ(truth.size(), predicted.size());
  for (size_t i = 0; i < truth.size(); ++i) Add(truth[i], predicted[i]);
}

int64_t Confusion::Count(int64_t truth, int64_t predicted) const {
  CHECK(truth >= 0 && truth < classes_ && predicted >= 0 && predicted < classes_)
      << truth << ", " << predicted << " of " << classes_;
  return counts_[static_cast<size_t>(truth * classes_ + predicted)];
}

int64_t Confusion::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), int64_t{0});
}

int64_t Confusion::OfTruth(int64_t label) const {
  int64_t sum = 0;
  for (int64_t p = 0; p < classes_; ++p) sum += Count(label, p);
  return sum;
}

int64_t Confusion::OfPrediction(int64_t label) const {
  int64_t sum = 0;
  for (int64_t t = 0; t < classes_; ++t) sum += Count(t, label);
  return sum;
}

double Confusion::Accuracy() const {
  if (total() == 0) return kNan;
  int64_t right = 0;
  for (int64_t c = 0; c < classes_; ++c) right += Count(c, c);
  return static_cast<double>(right) / static_cast<double>(total());
}

double Confusion::MacroF1() const {
  double sum = 0;
  int present = 0;
  for (int64_t c = 0; c < classes_; ++c) {
    const int64_t either = OfTruth(c) + OfPrediction(c);
    if (either == 0) continue;
    sum += 2.0 * static_cast<double>(Count(c, c)) / static_cast<double>(either);
    ++present;
  }
  return present == 0 ? kNan : sum / present;
}

double Confusion::MacroRecall() const {
  double sum = 0;
  int present = 0;
  for (int64_t c = 0; c < classes_; ++c) {
    if (OfTruth(c) == 0) continue;
    sum += static_cast<double>(Count(c, c)) / static_cast<double>(OfTruth(c));
    ++present;
  }
  return present == 0 ? kNan : sum / present;
}

}  // namespace graft
