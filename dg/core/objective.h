// Objective: what is learned from one batch of each source domain.
//
// Idea:   DomainBed's `update` and `predict`. All that an objective remembers between steps
//         is named tensors, so that a run resumes bit for bit; all that it draws is a function
//         of the step's number, so that nothing else moves it. An objective is one class and
//         one registration line in its .cc:
//           REGISTER_OBJECTIVE(Irm, "IRM", "summary", traits, {settings…});
//         The sweep, the listings and the conformance test read the registry; none of them
//         names an objective.
// Letters: E domains, N rows of all domains, F features, K classes.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/rng.h"
#include "common/base/status.h"
#include "dg/core/featurizer.h"
#include "dg/core/hparams.h"

namespace graft {

struct DomainBatch {
  int domain = 0;  // index among the sources, from 0
  Inputs x = {};
  at::Tensor y = {};  // [x.rows()] int64
};

// What a step tells: "loss", "penalty" …
using Scalars = std::map<std::string, double>;

// Scores of examples [n,K].
using Scores = std::function<at::Tensor(const Inputs& x)>;
// The mean cross-entropy of scores on the held-out parts of the sources. Costs a pass over them.
using HeldOutLoss = std::function<double(const Scores& scores)>;

class Objective {
 public:
  virtual ~Objective() = default;

  // One update from one batch of each source; `step` counts from 0.
  virtual Scalars Step(std::span<const DomainBatch> batches, int64_t step) = 0;
  // Called after each Step, for objectives that choose by held-out data (SWAD); it is theirs to
  // say at which steps they ask.
  virtual void Validate(const HeldOutLoss& /*loss*/, int64_t /*step*/) {}
  // Scores of an example in evaluation [n,K].
  virtual at::Tensor Logits(const Inputs& x) const = 0;
  // What the classifier reads, in evaluation [n,F].
  virtual at::Tensor Features(const Inputs& x) const = 0;
  // Parameters, moments, averages and counters, in a fixed order; each can be copied into.
  virtual std::vector<NamedTensor> State() const = 0;
};

// What an objective is made of.
struct ObjectiveSetting {
  Hparams hparams;
  int64_t classes = 2;              // K
  int64_t domains = 2;              // E
  std::vector<int64_t> image = {};  // {C,H,W} of images; empty for the rest
  std::function<std::unique_ptr<Featurizer>(const FeaturizerRequest&,
                                            const RandomStream& init)>
      featurizer = {};
  RandomStream random;  // initial values, and what the steps draw
};

// Which of a model's parts an objective works on.
enum class Family { kRisk, kFeatures, kGradients, kData, kWeights };
std::string FamilyName(Family family);

// What an objective promises; the conformance test holds it to that.
struct ObjectiveTraits {
  Family family = Family::kRisk;
  int64_t min_domains = 1;
  bool ordered = false;  // depends on the order of the domains, or pairs them by chance
  bool images = false;   // for images alone
  bool blocks = false;   // for networks with blocks
  // An example's scores depend on those it is scored with: they describe its domain.
  bool transductive = false;
  // Settings with which it is ERM, bit for bit; none if it never is.
  std::vector<std::pair<std::string, double>> erm_when = {};
};

struct ObjectiveInfo {
  std::string name;     // DomainBed's, where it has it: "IRM"
  std::string summary;  // one line
  ObjectiveTraits traits;
  std::vector<HparamSpec> hparams;  // its own; CommonHparams come on top
  std::function<absl::StatusOr<std::unique_ptr<Objective>>(const ObjectiveSetting&)>
      create;
};

// Every objective of the program, by name.
std::vector<const ObjectiveInfo*> AllObjectives();
// NotFound lists the names there are.
absl::StatusOr<const ObjectiveInfo*> FindObjective(std::string_view name);
// InvalidArgument if there are too few domains or classes, or the data are of a kind that it
// is not for; what `create` says else.
absl::StatusOr<std::unique_ptr<Objective>> CreateObjective(
    std::string_view name, const ObjectiveSetting& setting);

namespace internal {

bool RegisterObjective(ObjectiveInfo info);

// Class(setting) is built; a static Class::Check(setting) may refuse before.
template <class Class>
bool RegisterObjective(std::string name, std::string summary, ObjectiveTraits traits,
                       std::vector<HparamSpec> hparams = {}) {
  return RegisterObjective({std::move(name), std::move(summary), std::move(traits),
                            std::move(hparams),
                            [](const ObjectiveSetting& setting)
                                -> absl::StatusOr<std::unique_ptr<Objective>> {
                              if constexpr (requires { Class::Check(setting); })
                                RETURN_IF_ERROR(Class::Check(setting));
                              return std::make_unique<Class>(setting);
                            }});
}

}  // namespace internal
}  // namespace graft

// REGISTER_OBJECTIVE(Class, "name", "summary", traits[, {settings…}])
#define REGISTER_OBJECTIVE(Class, ...)                                             \
  [[maybe_unused]] static const bool GRAFT_CONCAT(graft_objective_, __COUNTER__) = \
      ::graft::internal::RegisterObjective<Class>(__VA_ARGS__)
