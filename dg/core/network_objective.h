// NetworkObjective: a featurizer, a linear classifier and one Adam: what most objectives are.
//
// Idea:   An objective that is a loss derives from LossObjective and writes that loss; one
//         that changes gradients or weights derives from NetworkObjective and writes its step.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dg/core/adam.h"
#include "dg/core/joint.h"
#include "dg/core/linear.h"
#include "dg/core/objective.h"

namespace graft {

// How an objective's network differs from the plain one.
struct NetworkShape {
  int64_t extra_channels = 0;     // of the images
  int64_t classifier_inputs = 1;  // in multiples of the features' width
  // The optimizer; with the settings lr and weight_decay if none.
  std::optional<AdamConfig> adam = {};
  // The classifier has an Adam of its own: the featurizer takes steps without it.
  bool apart = false;
};

class NetworkObjective : public Objective {
 public:
  at::Tensor Logits(const Inputs& x) const override;
  at::Tensor Features(const Inputs& x) const override;
  std::vector<NamedTensor> State() const override;

 protected:
  explicit NetworkObjective(const ObjectiveSetting& setting, NetworkShape shape = {});

  // Other tensors that learn as the network does. Adam looks at each number alone, so an
  // optimizer of their own makes no difference.
  void AlsoTrain(const std::string& name, std::vector<NamedTensor> tensors);

  // A pass in training, with the dropout masks of this step.
  Pass TrainingPass(int64_t step) const;
  // Features, logits and losses of the rows.
  void Forward(Joint& joint, const Pass& pass) const;
  Joint Forward(std::span<const DomainBatch> batches, int64_t step) const;

  const ObjectiveSetting& setting() const { return setting_; }
  const Hparams& hparams() const { return setting_.hparams; }
  double hparam(std::string_view name) const { return setting_.hparams[name]; }
  // What this step draws for a purpose.
  RandomStream Random(std::string_view purpose, int64_t step) const {
    return setting_.random.Fork(purpose).Fork(static_cast<uint64_t>(step));
  }
  at::ScalarType dtype() const { return classifier_.weight().scalar_type(); }

  const Featurizer& featurizer() const { return *featurizer_; }
  const Linear& classifier() const { return classifier_; }
  // Of featurizer and classifier, or of the featurizer if they are apart.
  Adam& adam() { return *adams_[0]; }
  // One step of all that is trained.
  void Minimise(const at::Tensor& loss);
  // Every optimizer forgets its moments.
  void Reset(double rate);
  // For one of other tensors; the caller keeps it and puts it into State.
  const AdamConfig& adam_config() const { return adam_config_; }

 private:
  ObjectiveSetting setting_;
  std::unique_ptr<Featurizer> featurizer_;
  Linear classifier_;
  AdamConfig adam_config_;
  std::vector<std::string> names_;            // of what AlsoTrain was given
  std::vector<std::unique_ptr<Adam>> adams_;  // the network's, then theirs
};

// A loss of one pass, and an Adam step on it.
class LossObjective : public NetworkObjective {
 public:
  Scalars Step(std::span<const DomainBatch> batches, int64_t step) final;

  // What is minimised; "loss" is told by Step, everything else by this.
  virtual at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) = 0;

  // The pass that Loss is given. Public with Loss so that its gradient can be checked.
  virtual Joint Pass(std::span<const DomainBatch> batches, int64_t step) {
    return Forward(batches, step);
  }

 protected:
  using NetworkObjective::NetworkObjective;

  // At this step Adam is made anew, for it does not like a loss that jumps; -1: never.
  virtual int64_t ResetStep() const { return -1; }
  // For losses that jump more than once.
  virtual bool ResetsAt(int64_t step) const { return step == ResetStep(); }
  // The learning rate from then on.
  virtual double RateAfterReset() const { return hparam("lr"); }
};

// The weight of a penalty: `before` until `anneal` steps are done, then `after`.
inline double Annealed(int64_t step, int64_t anneal, double before, double after) {
  return step >= anneal ? after : before;
}

}  // namespace graft
