// BestModel: an objective's state at the checkpoint that was best so far.
//
// Idea:   A rule that compares checkpoints needs the model of one of them, and which one is
//         known at the end. The first of equals stays, as DomainBed's argmax has it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/json.h"
#include "dg/core/objective.h"

namespace graft {

class BestModel {
 public:
  // Copies of `objective`, which must outlive it.
  explicit BestModel(const Objective& objective);

  // Keeps the objective's state if this is more than ever; `index` names the checkpoint.
  void Offer(double score, size_t index);
  // The kept state and the objective's change places.
  void Swap();
  int64_t index() const { return index_; }  // -1: nothing was offered

  // The copies, for a file: "<prefix><name>"; and the numbers beside them.
  std::vector<NamedTensor> Tensors(const std::string& prefix) const;
  Json State() const;
  void Restore(const Json& state);

 private:
  std::vector<NamedTensor> live_, kept_;
  double score_ = -1;
  int64_t index_ = -1;
};

}  // namespace graft
