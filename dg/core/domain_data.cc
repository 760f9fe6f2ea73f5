#include "dg/core/domain_data.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_split.h>

#include <algorithm>
#include <numeric>

#include "common/base/suggest.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

absl::Status CheckTargets(const DomainData& data, const std::vector<int>& targets) {
  std::vector<int> sorted = targets;
  std::ranges::sort(sorted);
  if (targets.empty())
    return absl::InvalidArgumentError("no target domain: name one that is held out");
  if (std::ranges::adjacent_find(sorted) != sorted.end())
    return absl::InvalidArgumentError("a target domain is named twice");
  if (sorted.front() < 0 || sorted.back() >= data.domain_count())
    return absl::InvalidArgumentError(
        StrCat("target domain ", sorted.front() < 0 ? sorted.front() : sorted.back(),
               ": expected 0 … ", data.domain_count() - 1));
  if (static_cast<int>(targets.size()) == data.domain_count())
    return absl::InvalidArgumentError(StrCat(
        "every domain is a target: leave a source of ", Join(data.domains(), ", ")));
  return absl::OkStatus();
}

absl::Status CheckClasses(const DomainData& data, int domain) {
  std::vector<int64_t> all(data.size(domain));
  std::iota(all.begin(), all.end(), 0);
  const at::Tensor labels = data.Labels(domain, all);
  if (labels.min().item<int64_t>() < labels.max().item<int64_t>())
    return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("domain ", data.domains()[domain], " has one class only, ",
             data.classes()[labels[0].item<int64_t>()],
             ": its domain and its label cannot be told apart; leave it out, or allow "
             "domains of one class"));
}

}  // namespace

at::Tensor Indices(std::span<const int64_t> items) {
  return at::tensor(at::ArrayRef<int64_t>(items.data(), items.size()), at::kLong);
}

absl::Status CheckDomains(const DomainData& data, const std::vector<int>& targets,
                          bool allow_one_class) {
  for (int e = 0; e < data.domain_count(); ++e)
    if (data.size(e) < 2)  // one example for each part of the split
      return absl::InvalidArgumentError(StrCat("domain ", data.domains()[e], " has ",
                                               data.size(e),
                                               " examples: expected at least 2"));
  RETURN_IF_ERROR(CheckTargets(data, targets));
  if (allow_one_class) return absl::OkStatus();
  for (const int e : SourceDomains(data, targets))
    RETURN_IF_ERROR(CheckClasses(data, e));
  return absl::OkStatus();
}

std::vector<int> SourceDomains(const DomainData& data,
                               const std::vector<int>& targets) {
  std::vector<int> sources;
  for (int e = 0; e < data.domain_count(); ++e)
    if (std::ranges::find(targets, e) == targets.end()) sources.push_back(e);
  return sources;
}

absl::StatusOr<std::vector<int>> ParseDomains(const DomainData& data,
                                              const std::string& names) {
  std::vector<int> domains;
  const std::vector<std::string> parts = absl::StrSplit(names, ',', absl::SkipEmpty());
  for (const std::string& name : parts) {
    const auto found = std::ranges::find(data.domains(), name);
    int number = static_cast<int>(found - data.domains().begin());
    if (found == data.domains().end() && (!absl::SimpleAtoi(name, &number) ||
                                          number < 0 || number >= data.domain_count()))
      return absl::NotFoundError(StrCat("no domain '", name, "' in ", data.name(),
                                        DidYouMean(name, data.domains()),
                                        "; there are ", Join(data.domains(), ", ")));
    domains.push_back(number);
  }
  return domains;
}

}  // namespace graft
