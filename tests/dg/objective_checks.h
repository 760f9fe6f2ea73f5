// What the tests of objectives share: a small experiment in float64, the checks that every
// objective is put to, and comparison with DomainBed's updates.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

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

// Whether four updates move every parameter as DomainBed's do (tests/golden/dg/<name>).
// The settings are the file's. `renamed`: our prefix → the file's, where they differ.
//
// Float64 on both sides: a gradient's rounding of 1e-15 moves an Adam step by at most
// 1e-3 · 1e-15 / 1e-8, so parameters agree within 1e-9 after four steps; `within` says else.
void ExpectFollowsDomainBed(
    const std::string& name, const Overrides& overrides = {},
    const std::vector<std::pair<std::string, std::string>>& renamed = {},
    double within = 1e-9);

}  // namespace graft::testing
