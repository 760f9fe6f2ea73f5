#include "peft/adapter/bottleneck.h"

#include "common/tensor/init.h"
#include "common/tensor/ops.h"
#include "peft/core/ranges.h"

namespace graft {
namespace {

absl::Status CheckActivation(const std::string& name) {
  if (name == "relu" || name == "swish" || name == "gelu") return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("activation=", name, ": expected relu, swish or gelu"));
}

// f(z); z is the caller's to give away.
at::Tensor Activate(const std::string& name, at::Tensor z) {
  if (name == "relu") return z.relu_();
  return name == "swish" ? z * at::sigmoid(z) : at::gelu(z);
}

}  // namespace

absl::Status CheckBottleneck(int64_t r, double dropout, const std::string& init) {
  RETURN_IF_ERROR(CheckWidth("r", r));
  RETURN_IF_ERROR(CheckDropout(dropout));
  if (init != "bert" && init != "lora")
    return absl::InvalidArgumentError(StrCat("init=", init, ": expected bert or lora"));
  return absl::OkStatus();
}

absl::StatusOr<Bottleneck> Bottleneck::Create(const std::string& name,
                                              const BottleneckConfig& config,
                                              const TrunkInfo& trunk,
                                              const RandomStream& init) {
  RETURN_IF_ERROR(CheckBottleneck(config.r, config.dropout, config.init));
  RETURN_IF_ERROR(CheckActivation(config.activation));
  const at::ScalarType dtype = trunk.graft_dtype();
  const int64_t hidden = trunk.hidden, r = config.r;
  const RandomStream down = init.Fork(name + ".down"), up = init.Fork(name + ".up");
  const bool bert = config.init == "bert";
  Bottleneck b;
  b.name_ = name;
  b.activation_ = config.activation;
  b.dropout_ = config.dropout;
  b.down_ = bert ? Normal({r, hidden}, kBertSigma, dtype, down)
                 : KaimingUniform(r, hidden, dtype, down);
  b.up_ = bert ? Normal({hidden, r}, kBertSigma, dtype, up) : Zeros({hidden, r}, dtype);
  b.down_bias_ = Zeros({r}, dtype);
  b.up_bias_ = Zeros({hidden}, dtype);
  for (const NamedTensor& t : b.Tensors()) t.tensor.requires_grad_();
  return b;
}

at::Tensor Bottleneck::Delta(const Site& site, const at::Tensor& x, double s) const {
  const auto as_x = [&](const at::Tensor& t) { return t.to(x.scalar_type()); };
  // h = dropout(f(x W_dᵀ + b_d)) [N,r]
  at::Tensor h = Activate(activation_, at::addmm(as_x(down_bias_), x, as_x(down_).t()));
  h = ApplyDropout(h, site.dropout.At(name_ + ".adapter", dropout_));
  // s·(h W_uᵀ + b_u): the product applies both factors itself                       (4)
  return at::addmm(as_x(up_bias_), h, as_x(up_).t(), s, s);
}

std::vector<NamedTensor> Bottleneck::Tensors() const {
  return {{name_ + ".adapter_down.weight", down_},
          {name_ + ".adapter_down.bias", down_bias_},
          {name_ + ".adapter_up.weight", up_},
          {name_ + ".adapter_up.bias", up_bias_}};
}

}  // namespace graft
