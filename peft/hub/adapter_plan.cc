#include "peft/hub/adapter_plan.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include "common/base/files.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/tensor/shapes_only.h"
#include "peft/core/composite.h"
#include "peft/partial/trained_copy.h"

namespace graft {
namespace {

bool IsReal(const at::Tensor& tensor) {
  return at::isFloatingType(tensor.scalar_type());
}

// A module trained whole, as a method of its own.
class SavedModules final : public TrainedCopy {
 public:
  SavedModules(const TrunkInfo& trunk, const std::vector<std::string>& modules)
      : TrainedCopy(trunk, [&](std::string_view name) {
          return std::any_of(modules.begin(), modules.end(), [&](const std::string& m) {
            return name.starts_with(m + ".");
          });
        }) {}
};

std::string Problem(const at::Tensor& found, const NamedTensor* wanted) {
  if (wanted == nullptr)
    return "belongs to no part of what adapter_config.json describes";
  if (!IsReal(found))
    return "has elements that are no real numbers: quantised adapters are not read; "
           "save it in float32, float16 or bfloat16";
  if (found.sizes() != wanted->tensor.sizes())
    return StrCat("has shape ", found.sizes(), ", but adapter_config.json asks for ",
                  wanted->tensor.sizes());
  if (found.numel() > 0 && !std::isfinite(found.abs().max().item<double>()))
    return "holds a value that is not finite: the training that wrote it went astray";
  return "";
}

}  // namespace

std::string AdapterConfigPath(const std::string& folder) {
  return folder + "/adapter_config.json";
}

absl::Status RemoveAdapterConfig(const std::string& folder) {
  const std::string path = AdapterConfigPath(folder);
  std::error_code code;
  std::filesystem::remove(path, code);
  if (!code) return absl::OkStatus();
  return absl::ErrnoToStatus(code.value(), "cannot remove " + path);
}

std::string TrunkShape(const Bert& trunk) {
  const TrunkInfo& info = trunk.info();
  return StrCat(info.layers, " layers, hidden size ", info.hidden, ", ",
                info.vocabulary, " tokens");
}

std::string TrunkHash(const Bert& trunk) {
  constexpr int64_t kSample = 64;  // elements from either end of a tensor
  const HfConfig& c = trunk.config();
  std::string bytes =
      StrCat(c.num_attention_heads, " ", c.hidden_act, " ", c.layer_norm_eps, "\n");
  const NoGrad no_grad;
  for (const auto& [name, tensor] : trunk.info().weights) {
    bytes += StrCat(name, " ", tensor.sizes(), "\n");
    const at::Tensor flat = tensor.reshape({-1});
    const int64_t n = flat.numel(), sample = std::min(n, kSample);
    for (const at::Tensor& part :
         {flat.slice(0, 0, sample), flat.slice(0, n - sample)}) {
      const at::Tensor floats = part.to(at::kCPU, at::kFloat).contiguous();
      bytes.append(static_cast<const char*>(floats.const_data_ptr()), floats.nbytes());
    }
  }
  return Sha256Hex(bytes);
}

Pooling HfPooling(const HfConfig& config) {
  return config.model_type == "roberta" ? Pooling::kDense : Pooling::kPooler;
}

int64_t TokenRoom(const TrunkInfo& trunk, const Graft& graft) {
  return trunk.positions - graft.ExtraTokens() - graft.PositionShift();
}

absl::StatusOr<std::unique_ptr<Method>> BuildMethod(const GraftConfig& config,
                                                    const TrunkInfo& trunk) {
  const RandomStream init(0, "init");  // whose values a file replaces
  ASSIGN_OR_RETURN(auto method,
                   CreateMethod(config.method, config.options, trunk, init));
  if (config.modules_to_save.empty()) return method;
  auto modules = std::make_unique<SavedModules>(trunk, config.modules_to_save);
  if (modules->Tensors().empty())
    return absl::InvalidArgumentError(
        StrCat("modules_to_save: the model has no ", config.modules_to_save[0]));
  std::vector<std::unique_ptr<Method>> parts;
  parts.push_back(std::move(method));
  parts.push_back(std::move(modules));
  return std::unique_ptr<Method>(new Composite(std::move(parts)));
}

absl::Status PlanMethod(const TrunkInfo& trunk, AdapterPlan* plan) {
  const ShapesOnly shapes_only;
  plan->device = trunk.device;
  ASSIGN_OR_RETURN(plan->method, BuildMethod(plan->config, trunk));
  return absl::OkStatus();
}

void PlanHead(int64_t classes, const TrunkInfo& trunk, AdapterPlan* plan) {
  const ShapesOnly shapes_only;
  plan->head.emplace(classes, trunk.hidden, plan->config.pooling, 0,
                     at::TensorOptions(trunk.graft_dtype()), RandomStream(0, "init"));
}

std::vector<KeyUse> CompareKeys(const TensorFile& file, const Weights& saved) {
  std::map<std::string, const NamedTensor*> wanted;
  for (const NamedTensor& t : file.tensors) wanted[t.name] = &t;
  std::vector<KeyUse> uses;
  for (const auto& [name, tensor] : saved) {
    const auto want = wanted.find(name);
    const NamedTensor* place = want == wanted.end() ? nullptr : want->second;
    const bool ignored = place == nullptr && file.ignored.contains(name);
    uses.push_back({name, tensor.sizes().vec(), place != nullptr,
                    ignored ? std::string() : Problem(tensor, place)});
    if (place != nullptr) wanted.erase(want);
  }
  for (const auto& [name, place] : wanted)
    uses.push_back({name, place->tensor.sizes().vec(), true, "is missing"});
  return uses;
}

absl::Status FillTensors(const TensorFile& file, const Weights& saved,
                         at::Device device) {
  const std::vector<KeyUse> uses = CompareKeys(file, saved);
  // What is missing says more than what lies there under another name.
  for (const bool wanted : {true, false})
    for (const KeyUse& use : uses)
      if (use.used == wanted && !use.problem.empty())
        return absl::InvalidArgumentError(
            StrCat(file.path, ": tensor ", use.name, " ", use.problem));
  const NoGrad no_grad;
  for (const auto& [name, tensor] : file.tensors)
    tensor.set_data(saved.at(name).to(at::TensorOptions(tensor.dtype()).device(device),
                                      /*non_blocking=*/false, /*copy=*/true));
  return absl::OkStatus();
}

absl::StatusOr<TrainedGraft> FillPlan(AdapterPlan plan) {
  if (!plan.head)
    return absl::InvalidArgumentError(
        StrCat(plan.files[0].path,
               ": holds no head: expected a classifier, saved with the adapter (PEFT: "
               "task_type=\"SEQ_CLS\" or modules_to_save=[\"classifier\"]; AdapterHub: "
               "save_adapter with with_head=True)"));
  for (const TensorFile& file : plan.files) {
    ASSIGN_OR_RETURN(const Weights saved, LoadWeights(file.path));
    RETURN_IF_ERROR(FillTensors(file, saved, plan.device));
  }
  return TrainedGraft{std::move(plan.config), std::move(plan.method),
                      *std::move(plan.head)};
}

}  // namespace graft
