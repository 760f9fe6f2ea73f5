// TrainedCopy: a method that trains its own copy of some of the trunk's parameters.
//
// Idea: full fine-tuning and BitFit differ only in which names they copy. The trunk stays
// immutable; at the parameter site the copy takes the frozen tensor's place.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "peft/core/method.h"

namespace graft {

class TrainedCopy : public Method {
 public:
  TrainedCopy(const TrunkInfo& trunk,
              const std::function<bool(std::string_view)>& trains);

  at::Tensor Parameter(const Site& site, const at::Tensor& theta) const override;
  std::optional<at::Tensor> Merged(const std::string& name,
                                   const at::Tensor& theta) const override;
  std::vector<NamedTensor> Tensors() const override;

 private:
  std::map<std::string, at::Tensor> copies_;  // by the trunk's names
};

}  // namespace graft
