// What the tests of objectives share: a small experiment in float64, the checks that every
// objective is put to, and comparison with DomainBed's updates.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/models/weights.h"
#include "common/testing/gradient_check.h"
#include "dg/core/network_objective.h"

namespace graft::testing {

using Overrides = std::vector<std::pair<std::string, double>>;

// Vectors of 6 numbers, an MLP of width 5 and depth 3, 3 classes, 3 domains, float64: what
// the golden files are about. Images of 2×8×8 and the MNIST network if `images`.
ObjectiveSetting TinySetting(const std::string& objective,
                             const Overrides& overrides = {}, int64_t domains = 3,
                             bool images = false);
std::unique_ptr<Objective> TinyObjective(const std::string& name,
                                         const Overrides& overrides = {},
                                         int64_t domains = 3, bool images = false);

// 8 rows a domain (4 of images), all classes in each; domain e's inputs are moved by e/2.
std::vector<DomainBatch> TinyBatches(int64_t step, int64_t domains = 3,
                                     bool images = false);

// Features and logits as given, for the value of a penalty.
Joint JointOf(const at::Tensor& features, const at::Tensor& logits,
              const std::vector<int64_t>& labels, std::vector<int64_t> starts);
// Rows of numbers, float64.
at::Tensor Matrix(const std::vector<std::vector<double>>& rows);

// Central differences of a LossObjective's loss at this step, in all that is trained.
GradientAgreement CheckLossGradient(const std::string& name, const Overrides& overrides,
                                    int64_t step = 0);

// What DomainBed drew in its updates, as a golden file has it.
class GoldenDraws {
 public:
  explicit GoldenDraws(Weights golden) : golden_(std::move(golden)) {}

  // The k-th draw of an update: a number, or a tensor.
  at::Tensor operator()(int64_t step, int64_t k) const;
  // A permutation.
  std::vector<int64_t> Order(int64_t step, int64_t k) const;

 private:
  Weights golden_;
};

struct DomainBedCase {
  std::string file;  // tests/golden/dg/<file>.safetensors; the settings are its own
  Overrides overrides = {};  // but for these
  // Our prefix → the file's, where they differ.
  std::vector<std::pair<std::string, std::string>> renamed = {};
  double within = 1e-9;
  std::vector<std::string> scalars = {};  // which of those told are DomainBed's too
  // What draws as DomainBed did, where ours draws other numbers.
  std::function<std::unique_ptr<Objective>(const ObjectiveSetting&, const GoldenDraws&)>
      make = {};
};

// Whether a batch is scored as by DomainBed, and four updates move every parameter as its do.
//
// Float64 on both sides: a gradient's rounding of 1e-15 moves an Adam step by at most
// 1e-3 · 1e-15 / 1e-8, so parameters agree within 1e-9 after four steps; `within` says else.
void ExpectFollowsDomainBed(const DomainBedCase& domain_bed);
void ExpectFollowsDomainBed(
    const char* name, const Overrides& overrides = {},
    const std::vector<std::pair<std::string, std::string>>& renamed = {},
    double within = 1e-9);

// For DomainBedCase::make: an objective whose draws are overridden.
template <class Drawn>
std::unique_ptr<Objective> Make(const ObjectiveSetting& setting,
                                const GoldenDraws& draws) {
  return std::make_unique<Drawn>(setting, draws);
}

}  // namespace graft::testing
