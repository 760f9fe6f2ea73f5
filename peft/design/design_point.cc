#include "peft/design/design_point.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "common/tensor/init.h"
#include "common/tensor/ops.h"
#include "peft/adapter/bottleneck.h"
#include "peft/core/ranges.h"
#include "peft/core/targets.h"

namespace graft {
namespace {

bool IsSublayer(const std::string& at) { return at == "attention" || at == "ffn"; }

absl::Status CheckChoice(const std::string& option, const std::string& value,
                         const std::vector<std::string>& choices) {
  if (std::find(choices.begin(), choices.end(), value) != choices.end())
    return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat(option, "=", value, ": expected one of ", Join(choices, ", ")));
}

absl::Status Check(const DesignPointConfig& c) {
  RETURN_IF_ERROR(CheckChoice("form", c.form, {"linear", "relu", "softmax"}));
  RETURN_IF_ERROR(CheckChoice("insertion", c.insertion, {"parallel", "sequential"}));
  RETURN_IF_ERROR(
      CheckChoice("composition", c.composition, {"add", "scaled", "learned", "gated"}));
  RETURN_IF_ERROR(CheckWidth("r", c.r));
  RETURN_IF_ERROR(CheckFinite("s", c.s));
  if (c.insertion == "sequential" && !IsSublayer(c.at))
    return absl::InvalidArgumentError(
        StrCat("insertion=sequential excludes at=", c.at,
               ": the paper's points there read the input"));
  return absl::OkStatus();
}

// What follows a layer's name in a place's.
std::string PlaceInLayer(const std::string& at) {
  if (at == "attention") return ".attention.output";
  return at == "ffn" ? ".output" : ".attention.self";
}

// The places whose state the point changes.
absl::StatusOr<std::vector<std::string>> PlacesOf(const std::string& at,
                                                  const TrunkInfo& trunk) {
  if (!IsSublayer(at) && at != "heads") {
    auto maps = MatchTargets(at, trunk);
    if (maps.ok()) return maps;
    return WithContext(maps.status(),
                       StrCat("at=", at, ": no attention, ffn, heads or linear maps"));
  }
  std::vector<std::string> places;
  for (int64_t i = 0; i < trunk.layers; ++i)
    places.push_back(StrCat("encoder.layer.", i, PlaceInLayer(at)));
  return places;
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
  ASSIGN_OR_RETURN(const std::vector<std::string> places, PlacesOf(config.at, trunk));
  std::unique_ptr<DesignPoint> point(new DesignPoint(config));
  for (const std::string& place : places) {
    const auto map = trunk.linear_maps.find(place);
    const auto [out, in] = map == trunk.linear_maps.end()
                               ? std::pair(trunk.hidden, trunk.hidden)
                               : map->second;
    point->parts_[place] = point->MakePart(out, in, trunk, init.Fork(place));
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
    part["key"] = Normal(shape, kBertSigma, dtype, init.Fork("key"));
    part["value"] = Normal(shape, kBertSigma, dtype, init.Fork("value"));
  } else {
    part["down"] = KaimingUniform(r, in, dtype, init.Fork("down"));
    part["up"] = Zeros({out, r}, dtype);
    if (config_.bias && IsSublayer(config_.at)) {
      part["down_bias"] = Zeros({r}, dtype);
      part["up_bias"] = Zeros({out}, dtype);
    }
  }
  if (config_.composition == "learned") part["scale"] = at::full({1}, config_.s, dtype);
  const bool prefix = config_.at == "heads" && config_.form == "softmax";
  if (config_.composition == "gated" && !prefix) {
    part["gate"] = Zeros({in}, dtype);
    part["gate_bias"] = at::full({1}, -4, dtype);
  }
  for (auto& [name, tensor] : part) tensor.requires_grad_();
  return part;
}

// Δh = f(x W_dᵀ + b_d) W_uᵀ + b_u
at::Tensor DesignPoint::Change(const Part& part, const at::Tensor& x) const {
  const auto get = [&](const char* name) {
    const auto tensor = part.find(name);
    return tensor == part.end() ? at::Tensor() : tensor->second.to(x.scalar_type());
  };
  const at::Tensor z = at::linear(x, get("down"), get("down_bias"));
  return at::linear(Apply(config_.form, z), get("up"), get("up_bias"));
}

// h ← h + Δh, h + s Δh or (1-λ) h + λ Δh
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
  const auto part = parts_.find(site.name);
  if (part == parts_.end()) return y;
  return Compose(part->second, x, y, Change(part->second, x));
}

at::Tensor DesignPoint::AfterSublayer(const Site& site, Sublayer sublayer,
                                      const at::Tensor& x, at::Tensor y) const {
  if (config_.at != (sublayer == Sublayer::kAttention ? "attention" : "ffn")) return y;
  const Part& part = parts_.at(site.name + PlaceInLayer(config_.at));
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
  // λ = Σexp(prefix)/(Σexp(prefix) + Σexp(context)), by head                         (8)
  const at::Tensor share = at::sigmoid(at::logsumexp(z, {-1}).transpose(0, 1) -
                                       state.log_sum_exp.to(z.scalar_type()));
  const at::Tensor gate = share.unsqueeze(-1).expand({tokens, state.heads, size});
  return context + gate.reshape({tokens, channels}) * (change - context);
}

std::vector<NamedTensor> DesignPoint::Tensors() const {
  std::vector<NamedTensor> all;
  for (const auto& [place, part] : parts_)
    for (const auto& [name, tensor] : part) all.push_back({place + "." + name, tensor});
  return all;
}

absl::StatusOr<std::vector<OptionValues>> NamedPoints(std::string_view slug) {
  const auto point = [](const char* form, const char* insertion, const char* at,
                        const char* composition) {
    return OptionValues{{"form", form},
                        {"insertion", insertion},
                        {"at", at},
                        {"composition", composition}};
  };
  // The rows of the paper's Table 1, then the mixes and what is gated besides.
  static const auto* points = new std::map<std::string_view, std::vector<OptionValues>>{
      {"prefix", {point("softmax", "parallel", "heads", "gated")}},
      {"gated_prefix", {point("softmax", "parallel", "heads", "gated")}},
      {"pfeiffer", {point("relu", "sequential", "ffn", "add")}},
      {"lora", {point("linear", "parallel", "query,value", "scaled")}},
      {"parallel_adapter", {point("relu", "parallel", "ffn", "add")}},
      {"multi_head_parallel_adapter", {point("relu", "parallel", "heads", "add")}},
      {"scaled_parallel_adapter", {point("relu", "parallel", "ffn", "scaled")}},
      {"houlsby",
       {point("relu", "sequential", "attention", "add"),
        point("relu", "sequential", "ffn", "add")}},
      {"mam",
       {point("softmax", "parallel", "heads", "gated"),
        point("relu", "parallel", "ffn", "scaled")}},
      {"gated_parallel_adapter", {point("relu", "parallel", "ffn", "gated")}},
  };
  const auto named = points->find(slug);
  if (named == points->end())
    return absl::NotFoundError(StrCat("no named point of the design space: ", slug));
  return named->second;
}

REGISTER_METHOD(DesignPoint, "design_point",
                "any point of the unified view's design space",
                Traits{.identity_at_start = true});

}  // namespace graft
