#include "cli/method_choice.h"

#include <algorithm>
#include <sstream>

#include "cli/command_line.h"
#include "common/base/suggest.h"

namespace graft::cli {
namespace {

std::string SeeOptions(const MethodInfo& method) {
  return "\nSee graft methods --method=" + method.slug + ".";
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
  std::vector<std::string> pairs;
  for (const std::string& setting : settings) {
    const size_t first = pairs.size();
    std::istringstream pieces(setting);
    for (std::string piece; std::getline(pieces, piece, ',');)
      if (piece.find('=') != std::string::npos || pairs.size() == first)
        pairs.push_back(piece);
      else
        pairs.back() += "," + piece;
  }
  auto values = ParseOptionPairs(pairs);
  if (!values.ok()) return UsageError(StrCat("--set: ", values.status().message()));
  std::vector<std::string> names;
  for (const OptionInfo& option : method.options) names.push_back(option.name);
  for (const auto& [name, value] : *values)
    if (std::find(names.begin(), names.end(), name) == names.end())
      return UsageError(StrCat("--set ", name, "=", value, ": ", method.slug,
                               " has no such option", DidYouMean(name, names),
                               SeeOptions(method)));
  for (const OptionInfo& option : method.options)
    values->emplace(option.name, option.value);
  return values;
}

absl::StatusOr<std::unique_ptr<Method>> BuildMethod(const MethodInfo& method,
                                                    const OptionValues& options,
                                                    const TrunkInfo& trunk,
                                                    const RandomStream& init) {
  auto built = method.create(options, trunk, init);
  if (built.ok()) return built;
  return UsageError(StrCat("--set: ", built.status().message(), SeeOptions(method)));
}

double UsualRate(const Method& method, const TrunkInfo& trunk) {
  const int64_t trained = ParameterCount(method);
  if (trained == 0 || method.ExtraTokens() > 0) return 1e-2;
  return 2 * trained > trunk.ParameterCount() ? 1e-4 : 2e-3;
}

}  // namespace graft::cli
