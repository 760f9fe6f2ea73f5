// PrefixTable: the trained keys and values of every layer, direct or through a small network.
//
// Idea:     Prefix tuning is one table of l virtual tokens with a key and a value for each
//           layer. Trained directly it learns unsteadily; Li and Liang therefore train a
//           narrow table and a network that spreads it. Both forms, and the two ways to use
//           them (prefix_tuning.h, gated_prefix.h), read their keys and values here.
// Paper:    Li and Liang, "Prefix-Tuning", ACL 2021, arXiv 2101.00190. Implements Eq. (3) and
//           section 4.3 (reparameterisation).
// Symbols:  l virtual tokens | m width of the network | N layers | E [l,C] | W1 [m,C] |
//           W2 [2·N·C,m] | P [l,2·N·C] the table: slot 2i holds the keys of layer i, slot
//           2i+1 its values, a slot being C wide and split into heads
// Computes: P = tanh(E W1ᵀ + b1) W2ᵀ + b2, or P itself is trained (mlp = 0). A layer asks for
//           its own rows of W2 only.
// Init:     P, E, W1, W2 ~ N(0, σ²), b = 0, as released.
// Cost:     l·2·N·C parameters; with a network l·C + m(C+1) + 2·N·C(m+1) while training,
//           after which P alone would do.
// Errors:   InvalidArgument if l is outside 1 … 65536, mlp outside 0 … 65536, dropout outside
//           [0, 1), or σ is not finite and above 0.
// Differs:  HF PEFT has no dropout here, σ = 1 and another initialisation of the network.
// Not for:  encoder-decoder models, which need three tables.
// Tested:   layout and gradient against a float64 twin, parity with HF PEFT (thorough).
#pragma once

#include <cstdint>
#include <vector>

#include "common/base/rng.h"
#include "common/base/status.h"
#include "common/models/graft.h"
#include "common/models/trunk.h"
#include "common/tensor/named_tensor.h"

namespace graft {

struct PrefixTableConfig {
  int64_t l = 30;   // as the unified view's MAM adapter
  int64_t mlp = 0;  // 512 and 800 in the papers
  double init_sigma = 0.02;
  double dropout = 0;

  template <class V>
  void Fields(V&& v) {
    v("l", l, "prefix length: virtual tokens of every attention, 1 … 65536");
    v("mlp", mlp, "width of the network that makes the prefix, to 65536; 0: none");
    v("init_sigma", init_sigma, "standard deviation of the initial values, > 0");
    v("dropout", dropout, "of the prefix's keys and values, in [0, 1)");
  }
};

class PrefixTable {
 public:
  static absl::StatusOr<PrefixTable> Create(const PrefixTableConfig& config,
                                            const TrunkInfo& trunk,
                                            const RandomStream& init);

  // Keys and values of the site's layer, [H,l,D] each.
  KeyValue At(const Site& site) const { return At(site, site.layer, 1); }
  // Those of the table's layer `slot`, where it serves fewer layers than the trunk has. With
  // dropout each sequence has its own mask: [sequences,H,l,D].
  KeyValue At(const Site& site, int slot, int64_t sequences) const;

  // "prompt_embeddings" [l,2·N·C], the table P itself, whatever makes it.
  std::vector<NamedTensor> Exported() const;

  // "prompt_embeddings" [l,2·N·C] as HF PEFT; or "prefix.wte.weight",
  // "prefix.control_trans.0.weight" … as the adapters library and the authors' code.
  std::vector<NamedTensor> Tensors() const;

 private:
  PrefixTable() = default;
  at::Tensor Slots(int layer) const;
  at::Tensor Columns(int64_t begin, int64_t end) const;  // of P

  int64_t length_ = 0, hidden_ = 0, heads_ = 0;
  double dropout_ = 0;
  at::Tensor table_;              // P, or E with a network
  at::Tensor w1_, b1_, w2_, b2_;  // undefined without
};

}  // namespace graft
