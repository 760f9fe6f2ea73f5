// DiffGraft: a trunk with some of its elements moved: what diff pruning leaves of a task.
//
// Idea:     A tensor with a diff is patched while it is used, and let go; one without is the
//           trunk's own. Of a task there is nothing in memory but its indices and values,
//           so any number of tasks share one trunk.
// Symbols:  θ0 frozen | i indices | v values
// Computes: θ = θ0 but θ[i] = θ0[i] + v
// Errors:   sizes that do not fit, indices outside of the tensor, are a CHECK: what comes
//           from a file has been checked (sparse_diff.h).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/models/trunk.h"
#include "peft/core/method.h"
#include "peft/diff_pruning/sparse_diff.h"

namespace graft {

class DiffGraft final : public Method {
 public:
  struct Entry {
    std::string name;    // the trunk's
    at::Tensor indices;  // int64 [n], ascending
    at::Tensor values;   // [n], in the graft's type
  };

  // Entries of no elements are dropped.
  DiffGraft(const TrunkInfo& trunk, std::vector<Entry> entries);
  // From a file that WriteSparseDiff wrote; errors: sparse_diff.h.
  static absl::StatusOr<std::unique_ptr<DiffGraft>> Load(const std::string& path,
                                                         const TrunkInfo& trunk);

  at::Tensor Parameter(const Site& site, const at::Tensor& theta) const override;
  std::optional<at::Tensor> Merged(const std::string& name,
                                   const at::Tensor& theta) const override;
  // "values.<name>" [n], trained; the indices stay.
  std::vector<NamedTensor> Tensors() const override;

  std::vector<Entry> Entries() const;
  // What a file of it holds: the values as float32.
  SparseDiff ToSparseDiff(const TrunkInfo& trunk) const;

 private:
  std::map<std::string, Entry> entries_;
};

}  // namespace graft
