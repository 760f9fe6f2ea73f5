// DomainData: examples that come from several domains; read by all runs, never changed.
//
// Idea:   A data set is in memory once. It gives the examples of a domain as a network reads
//         them, made anew from the compact form it keeps (bytes, token ids) each time.
// Errors: InvalidArgument naming the domain: empty, or with one class only; CHECK for an
//         index outside its range.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/base/rng.h"
#include "common/base/status.h"
#include "dg/core/hparams.h"
#include "dg/core/inputs.h"

namespace graft {

class DomainData {
 public:
  virtual ~DomainData() = default;

  virtual const std::string& name() const = 0;  // "ColoredMNIST"
  virtual const std::vector<std::string>& domains() const = 0;
  virtual const std::vector<std::string>& classes() const = 0;
  // Examples of a domain.
  virtual int64_t size(int domain) const = 0;

  virtual Inputs Get(int domain, std::span<const int64_t> items) const = 0;
  // For training: changed by chance, if the data are images of things.
  virtual Inputs Augmented(int domain, std::span<const int64_t> items,
                           const RandomStream& stream) const {
    return Get(domain, items);
  }
  // One for each row of Get: of each example, or of each word [rows] int64.
  virtual at::Tensor Labels(int domain, std::span<const int64_t> items) const = 0;

  // {D} of vectors, {C,H,W} of images; empty for texts.
  virtual std::vector<int64_t> shape() const { return {}; }
  virtual DataScale scale() const { return DataScale::kLarge; }

  int domain_count() const { return static_cast<int>(domains().size()); }
  int64_t class_count() const { return static_cast<int64_t>(classes().size()); }
};

// As a tensor [n] int64, to select by.
at::Tensor Indices(std::span<const int64_t> items);

// Whether one can train on all domains but `targets` and test on those: they exist, differ
// and leave a source; no domain is empty; and no source has one class only unless
// `allow_one_class`.
absl::Status CheckDomains(const DomainData& data, const std::vector<int>& targets,
                          bool allow_one_class = false);

// All domains that are no targets.
std::vector<int> SourceDomains(const DomainData& data, const std::vector<int>& targets);

// Of names or numbers, separated by commas: "art,2". NotFound lists the names.
absl::StatusOr<std::vector<int>> ParseDomains(const DomainData& data,
                                              const std::string& names);

}  // namespace graft
