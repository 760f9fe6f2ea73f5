#include "cli/method_choice.h"

#include "cli/command_line.h"
#include "common/base/suggest.h"

namespace graft::cli {
namespace {

absl::Status WrongSetting(const MethodInfo& method, const absl::Status& status) {
  return UsageError(StrCat("--set: ", status.message(),
                           "\nSee graft methods --method=", method.slug, "."));
}

}  // namespace

absl::StatusOr<const MethodInfo*> ChooseMethod(const std::string& slug) {
  std::vector<std::string> slugs;
  for (const MethodInfo* info : AllMethods()) {
    if (info->slug == slug) return info;
    slugs.push_back(info->slug);
  }
  return UsageError(StrCat("--method=", slug, ": there is no such method",
                           DidYouMean(slug, slugs), "\nSee graft methods."));
}

absl::StatusOr<OptionValues> ChooseOptions(const MethodInfo& method,
                                           const std::vector<std::string>& settings) {
  auto values = ParseSettings(settings);
  if (!values.ok()) return WrongSetting(method, values.status());
  if (const auto known = CheckOptionNames(*values, method.options); !known.ok())
    return WrongSetting(method, known);
  for (const OptionInfo& option : method.options)
    values->emplace(option.name, option.value);
  return values;
}

absl::StatusOr<std::unique_ptr<Method>> BuildMethod(const MethodInfo& method,
                                                    const OptionValues& options,
                                                    const TrunkInfo& trunk,
                                                    const RandomStream& init) {
  auto built = method.create(options, trunk, init);
  if (!built.ok()) return WrongSetting(method, built.status());
  return built;
}

double UsualRate(const Method& method, const TrunkInfo& trunk) {
  const int64_t trained = ParameterCount(method);
  if (trained == 0 || method.ExtraTokens() > 0) return 1e-2;
  return 2 * trained > trunk.ParameterCount() ? 1e-4 : 2e-3;
}

}  // namespace graft::cli
