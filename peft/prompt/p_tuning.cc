#include "peft/prompt/p_tuning.h"

#include <cmath>
#include <utility>

#include "common/kernels/bi_lstm.h"
#include "common/tensor/init.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "peft/core/ranges.h"
#include "peft/prompt/prepend.h"
#include "peft/prompt/prompt_tuning.h"

namespace graft {
namespace {

const std::string kEncoder = "prompt_encoder.";

absl::Status Check(const PTuningConfig& c, const TrunkInfo& trunk) {
  RETURN_IF_ERROR(CheckPromptLength(c.l, trunk));
  if (c.encoder != "mlp" && c.encoder != "lstm")
    return absl::InvalidArgumentError(
        StrCat("encoder=", c.encoder, ": expected mlp or lstm"));
  RETURN_IF_ERROR(CheckWidth("hidden", c.hidden));
  if (c.layers < 1 || c.layers > 16)
    return absl::InvalidArgumentError(StrCat("layers=", c.layers, ": expected 1 … 16"));
  RETURN_IF_ERROR(CheckDropout(c.dropout));
  return CheckPositive("init_sigma", c.init_sigma);
}

// Draws tensors of U(±bound), each from a stream of its own name.
struct Draw {
  at::ScalarType dtype;
  const RandomStream& init;

  NamedTensor operator()(const std::string& name, std::vector<int64_t> shape,
                         int64_t in) const {
    const double bound = 1 / std::sqrt(static_cast<double>(in));
    return {kEncoder + name,
            Uniform(shape, bound, dtype, init.Fork(name)).requires_grad_()};
  }
};

std::vector<NamedTensor> MakeMlp(const std::vector<int64_t>& widths, const Draw& draw) {
  std::vector<NamedTensor> mlp;
  for (size_t i = 0; i + 1 < widths.size(); ++i) {
    const std::string name = StrCat("mlp_head.", 2 * i);  // ReLUs have the odd numbers
    mlp.push_back(draw(name + ".weight", {widths[i + 1], widths[i]}, widths[i]));
    mlp.push_back(draw(name + ".bias", {widths[i + 1]}, widths[i]));
  }
  return mlp;
}

std::vector<NamedTensor> MakeLstmLayer(int64_t layer, int64_t in, int64_t h,
                                       const Draw& draw) {
  std::vector<NamedTensor> parameters;
  for (const char* direction : {"", "_reverse"}) {
    const auto add = [&](const char* what, std::vector<int64_t> shape) {
      parameters.push_back(
          draw(StrCat("lstm_head.", what, "_l", layer, direction), shape, h));
    };
    add("weight_ih", {4 * h, in});
    add("weight_hh", {4 * h, h});
    add("bias_ih", {4 * h});
    add("bias_hh", {4 * h});
  }
  return parameters;
}

at::Tensor Mlp(at::Tensor x, const std::vector<NamedTensor>& mlp) {
  for (size_t i = 0; i < mlp.size(); i += 2) {
    if (i > 0) x = at::relu(x);
    x = at::linear(x, mlp[i].tensor, mlp[i + 1].tensor);
  }
  return x;
}

}  // namespace

absl::StatusOr<std::unique_ptr<PTuning>> PTuning::Create(const PTuningConfig& config,
                                                         const TrunkInfo& trunk,
                                                         const RandomStream& init) {
  RETURN_IF_ERROR(Check(config, trunk));
  const int64_t c = trunk.hidden, h = config.hidden;
  const Draw draw{trunk.graft_dtype(), init};
  std::unique_ptr<PTuning> method(new PTuning);
  method->dropout_ = config.dropout;
  method->embedding_ =
      Normal({config.l, c}, config.init_sigma, draw.dtype, init.Fork("embedding"))
          .requires_grad_();
  if (config.encoder == "mlp") {
    method->mlp_ = MakeMlp({c, h, h, c}, draw);
    return method;
  }
  for (int64_t i = 0; i < config.layers; ++i)
    method->lstm_.push_back(MakeLstmLayer(i, i == 0 ? c : 2 * h, h, draw));
  method->mlp_ = MakeMlp({2 * h, 2 * h, c}, draw);
  return method;
}

at::Tensor PTuning::Prompt(const Dropout& dropout) const {
  at::Tensor x = embedding_;
  for (size_t i = 0; i < lstm_.size(); ++i) {
    if (i > 0 && dropout_ > 0)
      x = ApplyDropout(x, dropout.At(StrCat(kEncoder, i), dropout_));
    std::vector<at::Tensor> weights;
    for (const NamedTensor& w : lstm_[i]) weights.push_back(w.tensor);
    x = BiLstm(x, weights);
  }
  return Mlp(x, mlp_);
}

Ragged PTuning::Embed(const Site& site, Ragged words) const {
  return Prepend(Prompt(site.dropout), words);
}

std::vector<NamedTensor> PTuning::Tensors() const {
  std::vector<NamedTensor> all = {{kEncoder + "embedding.weight", embedding_}};
  for (const auto& layer : lstm_) all.insert(all.end(), layer.begin(), layer.end());
  all.insert(all.end(), mlp_.begin(), mlp_.end());
  return all;
}

std::vector<NamedTensor> PTuning::Exported() const {
  const NoGrad no_grad;
  return {{"prompt_embeddings", Prompt(Dropout())}};
}

REGISTER_METHOD(PTuning, "p_tuning", "a prompt that a small network computes",
                Traits{.lengthens = true});

}  // namespace graft
