#include "peft/mam/mam.h"

#include <utility>
#include <vector>

#include "peft/adapter/parallel_adapter.h"
#include "peft/core/composite.h"
#include "peft/prefix/prefix_tuning.h"

namespace graft {

absl::StatusOr<std::unique_ptr<Method>> Mam::Create(const MamConfig& config,
                                                    const TrunkInfo& trunk,
                                                    const RandomStream& init) {
  PrefixTuningConfig prefix;
  prefix.l = config.l;
  prefix.mlp = config.mlp;
  ParallelAdapterConfig adapter;
  adapter.r = config.r;
  adapter.at = "ffn";
  adapter.dropout = config.dropout;
  adapter.init = "lora";
  adapter.s = config.s;
  std::vector<std::unique_ptr<Method>> parts(2);
  ASSIGN_OR_RETURN(parts[0], PrefixTuning::Create(prefix, trunk, init.Fork("prefix")));
  ASSIGN_OR_RETURN(parts[1], ParallelAdapter::Create(
                                 adapter, trunk, init.Fork("scaled_parallel_adapter")));
  return std::make_unique<Composite>(std::move(parts));
}

REGISTER_METHOD(Mam, "mam", "prefix tuning at attention, scaled adapters at the FFN",
                Traits{});

}  // namespace graft
