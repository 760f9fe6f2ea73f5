#include "peft/design/design_point.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "common/tensor/init.h"
#include "common/tensor/ops.h"
#include "peft/core/targets.h"

namespace graft {
namespace {

absl::Status CheckChoice(const std::string& option, const std::string& value,
                         const std::vector<std::string>& choices) {
  if (std::find(choices.begin(), choices.end(), value) != choices.end())
    return absl::OkStatus();
  std::string names;
  for (const std::string& choice : choices)
    names += (names.empty() ? "" : ", ") + choice;
  return absl::InvalidArgumentError(
      StrCat(option, "=", value, ": expected one of ", names));
}

absl::Status Check(const DesignPointConfig& c) {
  RETURN_IF_ERROR(CheckChoice("form", c.form, {"linear", "relu", "softmax"}));
  RETURN_IF_ERROR(CheckChoice("insertion", c.insertion, {"parallel", "sequential"}));
  RETURN_IF_ERROR(
      CheckChoice("at", c.at, {"attention", "ffn", "heads", "query_value"}));
  RETURN_IF_ERROR(
      CheckChoice("composition", c.composition, {"add", "scaled", "learned", "gated"}));
  if (c.r < 1)
    return absl::InvalidArgumentError(StrCat("r=", c.r, ": expected at least 1"));
  if (c.insertion == "sequential" && (c.at == "heads" || c.at == "query_value"))
    return absl::InvalidArgumentError(
        StrCat("insertion=sequential excludes at=", c.at,
               ": the paper's points there read the input"));
  return absl::OkStatus();
}

// The sites whose state the point changes.
absl::StatusOr<std::vector<std::string>> SitesOf(const std::string& at,
                                                 const TrunkInfo& trunk) {
  if (at == "query_value") return MatchTargets("query,value", trunk);
  std::vector<std::string> sites;
  for (int64_t i = 0; i < trunk.layers; ++i)
    sites.push_back(
        StrCat("encoder.layer.", i, at == "heads" ? ".attention.self" : ""));
  return sites;
}

at::Tensor Apply(const std::string& form, const at::Tensor& z) {
  if (form == "relu") return at::relu(z);
  if (form == "softmax") return at::softmax(z, -1);
  return z;
}

}  // namespace

absl::StatusOr<std::unique_ptr<DesignPoint>> DesignPoint::Create(
    const DesignPointConfig& config, const TrunkInfo& trunk, const RandomStream& init) {
  RETURN_IF_ERROR(Check(config));
  ASSIGN_OR_RETURN(const std::vector<std::string> sites, SitesOf(config.at, trunk));
  std::unique_ptr<DesignPoint> point(new DesignPoint(config));
  for (const std::string& site : sites) {
    const auto map = trunk.linear_maps.find(site);
    const auto [out, in] = map == trunk.linear_maps.end()
                               ? std::pair(trunk.hidden, trunk.hidden)
                               : map->second;
    point->parts_[site] = point->MakePart(out, in, trunk, init.Fork(site));
  }
  return point;
}

DesignPoint::Part DesignPoint::MakePart(int64_t out, int64_t in, const TrunkInfo& trunk,
                                        const RandomStream& init) const {
  const at::ScalarType dtype = trunk.graft_dtype();
  const int64_t r = config_.r;
  Part part;
  if (config_.at == "heads") {
    const std::vector<int64_t> shape = {trunk.heads, r, trunk.hidden / trunk.heads};
    part["key"] = Normal(shape, 0.02, dtype, init.Fork("key"));
    part["value"] = Normal(shape, 0.02, dtype, init.Fork("value"));
  } else {
    part["down"] = KaimingUniform(r, in, dtype, init.Fork("down"));
    part["up"] = at::zeros({out, r}, dtype);
    if (config_.bias && config_.at != "query_value") {
      part["down_bias"] = at::zeros({r}, dtype);
      part["up_bias"] = at::zeros({out}, dtype);
    }
  }
  if (config_.composition == "learned") part["scale"] = at::full({1}, config_.s, dtype);
  const bool prefix = config_.at == "heads" && config_.form == "softmax";
  if (config_.composition == "gated" && !prefix) {
    part["gate"] = at::zeros({in}, dtype);
    part["gate_bias"] = at::full({1}, -4, dtype);
  }
  for (auto& [name, tensor] : part) tensor.requires_grad_();
  return part;
}

// Δh = f(x W_dᵀ + b_d) W_uᵀ + b_u                                                   (11)
at::Tensor DesignPoint::Change(const Part& part, const at::Tensor& x) const {
  const auto get = [&](const char* name) {
    const auto tensor = part.find(name);
    return tensor == part.end() ? at::Tensor() : tensor->second.to(x.scalar_type());
  };
  const at::Tensor z = at::linear(x, get("down"), get("down_bias"));
  return at::linear(Apply(config_.form, z), get("up"), get("up_bias"));
}

// h ← h + Δh, h + s Δh or (1-λ) h + λ Δh                                            (12)
at::Tensor DesignPoint::Compose(const Part& part, const at::Tensor& x,
                                const at::Tensor& h, const at::Tensor& change) const {
  if (config_.composition == "add") return h + change;
  if (config_.composition == "scaled") return h + config_.s * change;
  if (config_.composition == "learned")
    return h + part.at("scale").to(h.scalar_type()) * change;
  const at::Tensor gate =
      at::sigmoid((x * part.at("gate").to(x.scalar_type())).sum(-1, /*keepdim=*/true) +
                  part.at("gate_bias").to(x.scalar_type()));
  return h + gate * (change - h);
}

at::Tensor DesignPoint::Linear(const Site& site, const at::Tensor& x,
                               at::Tensor y) const {
  if (config_.at != "query_value") return y;
  const auto part = parts_.find(site.name);
  if (part == parts_.end()) return y;
  return Compose(part->second, x, y, Change(part->second, x));
}

at::Tensor DesignPoint::AfterSublayer(const Site& site, Sublayer sublayer,
                                      const at::Tensor& x, at::Tensor y) const {
  const bool here = sublayer == Sublayer::kAttention ? config_.at == "attention"
                                                     : config_.at == "ffn";
  if (!here) return y;
  const Part& part = parts_.at(site.name);
  const at::Tensor& in = config_.insertion == "parallel" ? x : y;
  return Compose(part, in, y, Change(part, in));
}

// Head by head, Δh = f(q P_kᵀ/√D) P_v; a prefix's gate is its share of the softmax.
at::Tensor DesignPoint::AfterAttention(const Site& site, const AttentionState& state,
                                       at::Tensor context) const {
  if (config_.at != "heads") return context;
  const Part& part = parts_.at(site.name);
  const int64_t tokens = context.size(0), channels = context.size(1);
  const int64_t size = channels / state.heads;
  const at::Tensor q =
      state.query.view({tokens, state.heads, size}).transpose(0, 1);  // [H,N,D]
  const at::Tensor key = part.at("key").to(q.scalar_type()),
                   value = part.at("value").to(q.scalar_type());
  const at::Tensor z =
      at::bmm(q, key.transpose(1, 2)) / std::sqrt(static_cast<double>(size));
  const at::Tensor change = at::bmm(Apply(config_.form, z), value)
                                .transpose(0, 1)
                                .reshape({tokens, channels});
  if (config_.composition != "gated" || config_.form != "softmax")
    return Compose(part, state.query, context, change);
  // λ = Σexp(prefix)/(Σexp(prefix) + Σexp(context)), by head                         (9)
  const at::Tensor share = at::sigmoid(at::logsumexp(z, {-1}).transpose(0, 1) -
                                       state.log_sum_exp.to(z.scalar_type()));
  const at::Tensor gate = share.unsqueeze(-1).expand({tokens, state.heads, size});
  return context + gate.reshape({tokens, channels}) * (change - context);
}

std::vector<NamedTensor> DesignPoint::Tensors() const {
  std::vector<NamedTensor> all;
  for (const auto& [site, part] : parts_)
    for (const auto& [name, tensor] : part) all.push_back({site + "." + name, tensor});
  return all;
}

absl::StatusOr<OptionValues> NamedPoint(std::string_view slug) {
  // The rows of the paper's Table 1, and of section 4 for the last two.
  static const auto* points = new std::map<std::string_view, OptionValues>{
      {"prefix", {{"form", "softmax"}, {"at", "heads"}, {"composition", "gated"}}},
      {"pfeiffer", {{"form", "relu"}, {"insertion", "sequential"}, {"at", "ffn"}}},
      {"lora", {{"form", "linear"}, {"at", "query_value"}, {"composition", "scaled"}}},
      {"parallel_adapter", {{"form", "relu"}, {"at", "ffn"}}},
      {"multi_head_parallel_adapter", {{"form", "relu"}, {"at", "heads"}}},
      {"scaled_parallel_adapter",
       {{"form", "relu"}, {"at", "ffn"}, {"composition", "scaled"}}},
      {"gated_parallel_adapter",
       {{"form", "relu"}, {"at", "ffn"}, {"composition", "gated"}}},
  };
  const auto point = points->find(slug);
  if (point == points->end())
    return absl::NotFoundError(StrCat("no named point of the design space: ", slug));
  return point->second;
}

REGISTER_METHOD(DesignPoint, "design_point",
                "any point of the unified view's design space",
                Traits{.identity_at_start = true});

}  // namespace graft
