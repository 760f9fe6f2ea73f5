#include "dg/data/vector_domains.h"

#include <utility>

#include "common/base/check.h"
#include "common/tensor/ops.h"

namespace graft {

VectorDomains::VectorDomains(std::string name, std::vector<std::string> names,
                             std::vector<std::string> classes,
                             std::vector<Domain> domains)
    : name_(std::move(name)),
      names_(std::move(names)),
      classes_(std::move(classes)),
      domains_(std::move(domains)) {
  CHECK_EQ(names_.size(), domains_.size());
  for (const Domain& domain : domains_) {
    CHECK_EQ(domain.rows.size(0), domain.labels.size(0));
    CHECK_EQ(domain.rows.size(1), domains_[0].rows.size(1));
    if (domain.labels.size(0) == 0) continue;
    CHECK_GE(domain.labels.min().item<int64_t>(), 0);
    CHECK_LT(domain.labels.max().item<int64_t>(), class_count());
  }
}

int64_t VectorDomains::size(int domain) const {
  return domains_.at(domain).labels.size(0);
}

Inputs VectorDomains::Get(int domain, std::span<const int64_t> items) const {
  return Inputs(domains_.at(domain).rows.index_select(0, Indices(items)));
}

at::Tensor VectorDomains::Labels(int domain, std::span<const int64_t> items) const {
  return domains_.at(domain).labels.index_select(0, Indices(items));
}

std::vector<int64_t> VectorDomains::shape() const { return {domains_[0].rows.size(1)}; }

}  // namespace graft
