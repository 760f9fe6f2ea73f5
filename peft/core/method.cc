#include "peft/core/method.h"

#include <map>

#include "common/base/check.h"
#include "common/base/suggest.h"
#include "common/tensor/device.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/shapes_only.h"

namespace graft {
namespace {

// Filled by static registration, before main; ordered by slug.
std::map<std::string, MethodInfo, std::less<>>& Registry() {
  static auto* registry = new std::map<std::string, MethodInfo, std::less<>>;
  return *registry;
}

}  // namespace

int64_t ParameterCount(const Graft& graft) {
  int64_t count = 0;
  for (const NamedTensor& t : graft.Tensors()) count += t.tensor.numel();
  return count;
}

Weights MergedWeights(const Method& method, const Weights& weights) {
  const NoGrad no_grad;
  Weights merged;
  for (const auto& [name, theta] : weights)
    merged[name] = method.Merged(name, theta).value_or(theta);
  return merged;
}

std::vector<const MethodInfo*> AllMethods() {
  std::vector<const MethodInfo*> all;
  for (const auto& [slug, info] : Registry()) all.push_back(&info);
  return all;
}

absl::StatusOr<const MethodInfo*> FindMethod(std::string_view slug) {
  const auto found = Registry().find(slug);
  if (found != Registry().end()) return &found->second;
  std::vector<std::string> slugs;
  for (const auto& [name, info] : Registry()) slugs.push_back(name);
  return absl::NotFoundError(StrCat("no method '", slug, "'", DidYouMean(slug, slugs),
                                    "; there are ", Join(slugs, ", ")));
}

absl::StatusOr<std::unique_ptr<Method>> CreateMethod(std::string_view slug,
                                                     const OptionValues& options,
                                                     const TrunkInfo& trunk,
                                                     const RandomStream& init) {
  ASSIGN_OR_RETURN(const MethodInfo* info, FindMethod(slug));
  absl::StatusOr<std::unique_ptr<Method>> method = info->create(options, trunk, init);
  if (!method.ok()) return WithContext(method.status(), StrCat("method ", slug));
  if (!ShapesOnly::Holds()) MoveTo(trunk.device, (*method)->Tensors());
  return method;
}

namespace internal {

bool RegisterMethod(MethodInfo info) {
  const std::string slug = info.slug;
  CHECK(Registry().emplace(slug, std::move(info)).second) << slug << " twice";
  return true;
}

}  // namespace internal
}  // namespace graft
