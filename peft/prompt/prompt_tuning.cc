#include "peft/prompt/prompt_tuning.h"

#include <algorithm>
#include <utility>

#include "common/tensor/init.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "peft/core/ranges.h"
#include "peft/prompt/prepend.h"

namespace graft {
namespace {

absl::Status Check(const PromptTuningConfig& c, const TrunkInfo& trunk) {
  RETURN_IF_ERROR(CheckPromptLength(c.l, trunk));
  if (c.init != "random" && c.init != "vocab")
    return absl::InvalidArgumentError(
        StrCat("init=", c.init, ": expected random or vocab"));
  return CheckPositive("init_sigma", c.init_sigma);
}

// Rows of l different ids out of the pool.
absl::StatusOr<at::Tensor> CommonWords(const PromptTuningConfig& c,
                                       const TrunkInfo& trunk,
                                       const RandomStream& init) {
  const int64_t rest = trunk.vocabulary - std::max<int64_t>(c.pool_from, 0);
  const int64_t pool = std::min(c.pool, rest);
  if (c.pool_from < 0 || pool < c.l)
    return absl::InvalidArgumentError(
        StrCat("init=vocab: ", c.l, " words of ", c.pool, " from id ", c.pool_from,
               " on are not to be had from a vocabulary of ", trunk.vocabulary));
  std::vector<int64_t> ids = init.Permutation(pool);
  ids.resize(c.l);
  for (int64_t& id : ids) id += c.pool_from;
  const NoGrad no_grad;
  return trunk.weights.at("embeddings.word_embeddings.weight")
      .to(at::kCPU)
      .index_select(0, at::tensor(ids, at::kLong))
      .to(trunk.graft_dtype());
}

}  // namespace

absl::Status CheckPromptLength(int64_t l, const TrunkInfo& trunk) {
  if (l >= 1 && l < trunk.positions) return absl::OkStatus();
  return absl::InvalidArgumentError(StrCat(
      "l=", l, ": expected 1 … ", trunk.positions - 1,
      ", so that a text finds room in the trunk's ", trunk.positions, " positions"));
}

absl::StatusOr<std::unique_ptr<PromptTuning>> PromptTuning::Create(
    const PromptTuningConfig& config, const TrunkInfo& trunk,
    const RandomStream& init) {
  RETURN_IF_ERROR(Check(config, trunk));
  at::Tensor prompt;
  if (config.init == "vocab") {
    ASSIGN_OR_RETURN(prompt, CommonWords(config, trunk, init));
  } else {
    prompt =
        Normal({config.l, trunk.hidden}, config.init_sigma, trunk.graft_dtype(), init);
  }
  return std::unique_ptr<PromptTuning>(new PromptTuning(std::move(prompt)));
}

PromptTuning::PromptTuning(at::Tensor prompt)
    : prompt_(std::move(prompt).requires_grad_()) {}

Ragged PromptTuning::Embed(const Site&, Ragged words) const {
  return Prepend(prompt_, words);
}

std::vector<NamedTensor> PromptTuning::Tensors() const {
  return {{"prompt_embeddings", prompt_}};
}

REGISTER_METHOD(PromptTuning, "prompt_tuning",
                "embeddings of virtual tokens in front of the text",
                Traits{.lengthens = true});

}  // namespace graft
