#include "peft/hub/adapterhub_settings.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "peft/adapter/parallel_adapter.h"
#include "peft/adapter/sequential_adapter.h"
#include "peft/hub/module_rule.h"

namespace graft {
namespace {

// Settings with one value that is read, and those that only concern training.
const std::pair<const char*, Json> kFixed[] = {
    {"cross_adapter", false},     {"inv_adapter", nullptr},
    {"ln_after", false},          {"ln_before", false},
    {"phm_layer", false},         {"use_gating", false},
    {"original_ln_after", true},  {"adapter_residual_before_ln", false},
    {"residual_before_ln", true}, {"leave_out", Json::array()}};
constexpr const char* kFree[] = {
    "dropout", "factorized_phm_W", "factorized_phm_rule", "hypercomplex_nonlinearity",
    "init_weights", "init_weights_seed", "inv_adapter_reduction_factor", "learn_phm",
    "phm_bias", "phm_c_init", "phm_dim", "phm_init_range", "phm_rank", "shared_W_phm",
    "shared_phm_rule", "stochastic_depth", "architecture",
    // read below
    "is_parallel", "mh_adapter", "non_linearity", "original_ln_before",
    "output_adapter", "reduction_factor", "scaling"};

absl::Status CheckSettings(const Json& c) {
  for (const auto& [key, value] : c.items()) {
    const auto fixed = std::find_if(std::begin(kFixed), std::end(kFixed),
                                    [&](const auto& f) { return key == f.first; });
    if (fixed != std::end(kFixed)) {
      if (value != fixed->second) return WrongKey(key, DumpJson(fixed->second), value);
    } else if (std::find(std::begin(kFree), std::end(kFree), key) == std::end(kFree)) {
      return absl::UnimplementedError(
          StrCat("key ", DescribeJson(key), " is no setting of a bottleneck adapter"));
    }
  }
  return absl::OkStatus();
}

// hidden/reduction, rounded down, at least 1.
absl::StatusOr<int64_t> Width(const Json& c, int64_t hidden) {
  const Json value = ValueOf(c, "reduction_factor");
  if (!value.is_number() || !(value.get<double>() > 0))
    return WrongKey("reduction_factor", "a number above 0", value);
  const double width = std::floor(static_cast<double>(hidden) / value.get<double>());
  if (!(width <= 65536))
    return WrongKey("reduction_factor", "a width up to 65536", value);
  return std::max<int64_t>(1, static_cast<int64_t>(width));
}

absl::Status ReadPlaces(const Json& c, const TrunkInfo& trunk, BottleneckConfig* to) {
  ASSIGN_OR_RETURN(const bool attention, GetBool(c, "mh_adapter"));
  ASSIGN_OR_RETURN(const bool ffn, GetBool(c, "output_adapter"));
  if (!attention && !ffn)
    return WrongKey("output_adapter", "true, or mh_adapter", Json(false));
  to->at = attention && ffn ? "both" : ffn ? "ffn" : "attention";
  ASSIGN_OR_RETURN(to->activation, GetString(c, "non_linearity"));
  ASSIGN_OR_RETURN(to->r, Width(c, trunk.hidden));
  return absl::OkStatus();
}

absl::Status ReadParallel(const Json& c, const TrunkInfo& trunk, GraftConfig* to) {
  ParallelAdapterConfig config;
  RETURN_IF_ERROR(ReadPlaces(c, trunk, &config));
  const Json scaling = ValueOf(c, "scaling");
  config.learn_s = scaling == "learned";
  if (!config.learn_s) {
    if (!scaling.is_number())
      return WrongKey("scaling", "a number or \"learned\"", scaling);
    config.s = scaling.get<double>();
  }
  to->method = "parallel_adapter";
  to->options = OptionsOf(config);
  return absl::OkStatus();
}

absl::Status ReadSequential(const Json& c, const TrunkInfo& trunk, GraftConfig* to) {
  SequentialAdapterConfig config;
  RETURN_IF_ERROR(ReadPlaces(c, trunk, &config));
  ASSIGN_OR_RETURN(const bool normed, GetBool(c, "original_ln_before", false));
  config.reads = normed ? "norm" : "output";
  if (ValueOf(c, "scaling") != 1.0)
    return WrongKey("scaling", "1.0, for an adapter behind a sub-layer",
                    ValueOf(c, "scaling"));
  to->method = config.at == "both" ? "houlsby" : "pfeiffer";
  to->options = OptionsOf(config);
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadAdapterHubSettings(const Json& c, const TrunkInfo& trunk,
                                    GraftConfig* to) {
  RETURN_IF_ERROR(CheckSettings(c));
  ASSIGN_OR_RETURN(const bool parallel, GetBool(c, "is_parallel", false));
  return parallel ? ReadParallel(c, trunk, to) : ReadSequential(c, trunk, to);
}

absl::StatusOr<Json> WriteAdapterHubSettings(const GraftConfig& config,
                                             const TrunkInfo& trunk) {
  BottleneckConfig places;
  Json c;
  for (const auto& [key, value] : kFixed) c[key] = value;
  if (config.method == "pfeiffer" || config.method == "houlsby") {
    SequentialAdapterConfig own;
    own.at = config.method == "houlsby" ? "both" : "ffn";
    ASSIGN_OR_RETURN(own, ParseOptions(config.options, own));
    places = own;
    c.update({{"is_parallel", false},
              {"scaling", 1.0},
              {"original_ln_before", own.reads == "norm"}});
  } else if (config.method == "parallel_adapter" ||
             config.method == "scaled_parallel_adapter") {
    ParallelAdapterConfig own;
    if (config.method == "scaled_parallel_adapter") own.s = 4;
    ASSIGN_OR_RETURN(own, ParseOptions(config.options, own));
    places = own;
    c.update({{"is_parallel", true}, {"original_ln_before", false}});
    c["scaling"] = own.learn_s ? Json("learned") : Json(own.s);
  } else {
    return absl::InvalidArgumentError(StrCat(
        "method ", config.method,
        " is no bottleneck adapter of AdapterHub, which knows pfeiffer, houlsby, "
        "parallel_adapter and scaled_parallel_adapter"));
  }
  const auto hidden = static_cast<double>(trunk.hidden);
  // Such that hidden/reduction, rounded down, is r.
  const double exact = hidden / static_cast<double>(places.r);
  c["reduction_factor"] = std::floor(exact) == exact
                              ? exact
                              : hidden / (static_cast<double>(places.r) + 0.5);
  c["mh_adapter"] = places.at != "ffn";
  c["output_adapter"] = places.at != "attention";
  c["non_linearity"] = places.activation;
  return c;
}

}  // namespace graft
