// Composite: several methods on one trunk, called in order at every site.
//
// Idea:   At each site the first method receives what the trunk offers, the next one what
//         the first returned. Prefixes lie one after another, virtual tokens and shifts of
//         positions add up. Of no methods it is the identity, bit for bit. Dropout is drawn
//         by place: two parts of a kind drop the same elements there.
// Names:  those of the parts; a name that several parts have is prefixed with the part's
//         number in each of them ("0.encoder.…", "1.encoder.…").
// Merged: a merged model does what the composite does only if every part can be merged.
//         Parts that act at the parameter site go first there, as the trunk calls them first.
#pragma once

#include <memory>
#include <vector>

#include "peft/core/method.h"

namespace graft {

class Composite final : public Method {
 public:
  explicit Composite(std::vector<std::unique_ptr<Method>> parts);

  at::Tensor Parameter(const Site& site, const at::Tensor& theta) const override;
  at::Tensor Linear(const Site& site, const at::Tensor& x, at::Tensor y) const override;
  std::optional<KeyValue> Prefix(const Site& site, int64_t sequences) const override;
  at::Tensor AfterAttention(const Site& site, const AttentionState& state,
                            at::Tensor context) const override;
  at::Tensor AfterSublayer(const Site& site, Sublayer sublayer, const at::Tensor& x,
                           at::Tensor y) const override;
  Ragged Embed(const Site& site, Ragged words) const override;
  int64_t ExtraTokens() const override;
  int64_t PositionShift() const override;
  std::optional<at::Tensor> Merged(const std::string& name,
                                   const at::Tensor& theta) const override;
  std::vector<NamedTensor> Tensors() const override;
  std::vector<NamedTensor> Exported() const override;

 private:
  std::vector<std::unique_ptr<Method>> parts_;
};

}  // namespace graft
