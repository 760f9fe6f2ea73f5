// VectorDomains: rows of numbers, in several domains.
//
// Errors: tensors of other shapes, and labels outside the classes, are a CHECK.
#pragma once

#include <string>
#include <vector>

#include "dg/core/domain_data.h"

namespace graft {

class VectorDomains final : public DomainData {
 public:
  struct Domain {
    at::Tensor rows;    // [n,D] float
    at::Tensor labels;  // [n] int64
  };
  VectorDomains(std::string name, std::vector<std::string> names,
                std::vector<std::string> classes, std::vector<Domain> domains);

  const std::string& name() const override { return name_; }
  const std::vector<std::string>& domains() const override { return names_; }
  const std::vector<std::string>& classes() const override { return classes_; }
  int64_t size(int domain) const override;
  Inputs Get(int domain, std::span<const int64_t> items) const override;
  at::Tensor Labels(int domain, std::span<const int64_t> items) const override;
  std::vector<int64_t> shape() const override;
  // A small network's rates, as for digits.
  DataScale scale() const override { return DataScale::kSmallImages; }

 private:
  std::string name_;
  std::vector<std::string> names_, classes_;
  std::vector<Domain> domains_;
};

}  // namespace graft
