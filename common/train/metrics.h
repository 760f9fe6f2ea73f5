// Classification metrics: accuracy, macro F1, macro recall from a confusion matrix.
//
// Idea:    All three are sums over one table of counts, so predictions may be counted
//          batch by batch and the table printed beside the figures.
// Symbols: n_tp count of true class t predicted as p [K,K] | K classes
// Computes: accuracy = Σ_t n_tt / Σ n;  recall_t = n_tt / Σ_p n_tp;
//          F1_t = 2 n_tt / (Σ_p n_tp + Σ_p n_pt)
// Errors:  CHECK where a label is outside [0, K) or lengths differ.
// Differs: as scikit-learn, a class that occurs in neither truth nor prediction is left
//          out of macro F1; macro recall is over the classes that occur in the truth
//          (scikit-learn's balanced accuracy).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace graft {

class Confusion {
 public:
  explicit Confusion(int64_t classes);

  void Add(int64_t truth, int64_t predicted);
  void Add(std::span<const int64_t> truth, std::span<const int64_t> predicted);  // [N]

  int64_t classes() const { return classes_; }
  int64_t Count(int64_t truth, int64_t predicted) const;
  int64_t total() const;

  // All three are in [0, 1], and NaN where nothing was counted.
  double Accuracy() const;
  double MacroF1() const;
  double MacroRecall() const;

 private:
  int64_t OfTruth(int64_t label) const;       // Σ_p n_tp
  int64_t OfPrediction(int64_t label) const;  // Σ_t n_tp

  int64_t classes_;
  std::vector<int64_t> counts_;  // [K,K], row = truth
};

}  // namespace graft
