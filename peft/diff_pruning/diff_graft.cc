#include "peft/diff_pruning/diff_graft.h"

#include "common/base/check.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

at::Tensor Patched(const at::Tensor& theta, const DiffGraft::Entry& entry) {
  const at::Tensor flat = theta.reshape({-1});
  const at::Tensor moved = flat.index_select(0, entry.indices) + entry.values;
  return flat.index_copy(0, entry.indices, moved.to(theta.scalar_type()))
      .view(theta.sizes());
}

void CheckFit(const DiffGraft::Entry& entry, const TrunkInfo& trunk) {
  const auto theta = trunk.weights.find(entry.name);
  CHECK(theta != trunk.weights.end()) << entry.name;
  CHECK_EQ(entry.indices.numel(), entry.values.numel());
  CHECK(entry.values.scalar_type() == trunk.graft_dtype()) << entry.name;
  CHECK(entry.indices.min().item<int64_t>() >= 0 &&
        entry.indices.max().item<int64_t>() < theta->second.numel())
      << entry.name;
}

}  // namespace

DiffGraft::DiffGraft(const TrunkInfo& trunk, std::vector<Entry> entries) {
  for (Entry& entry : entries) {
    if (entry.indices.numel() == 0) continue;
    CheckFit(entry, trunk);
    entry.values = entry.values.detach().clone().requires_grad_();
    const std::string name = entry.name;
    CHECK(entries_.emplace(name, std::move(entry)).second) << name << " twice";
  }
}

at::Tensor DiffGraft::Parameter(const Site& site, const at::Tensor& theta) const {
  const auto entry = entries_.find(site.name);
  return entry == entries_.end() ? theta : Patched(theta, entry->second);
}

std::optional<at::Tensor> DiffGraft::Merged(const std::string& name,
                                            const at::Tensor& theta) const {
  const auto entry = entries_.find(name);
  if (entry == entries_.end()) return std::nullopt;
  const NoGrad no_grad;
  return Patched(theta, entry->second);
}

std::vector<NamedTensor> DiffGraft::Tensors() const {
  std::vector<NamedTensor> all;
  for (const auto& [name, entry] : entries_)
    all.push_back({"values." + name, entry.values});
  return all;
}

absl::StatusOr<std::unique_ptr<DiffGraft>> DiffGraft::Load(const std::string& path,
                                                           const TrunkInfo& trunk) {
  TrunkShapes shapes;
  for (const auto& [name, theta] : trunk.weights) shapes[name] = theta.sizes().vec();
  ASSIGN_OR_RETURN(const SparseDiff diff, ReadSparseDiff(path, shapes));
  std::vector<Entry> entries;
  for (const SparseTensor& t : diff)
    entries.push_back({t.name, at::tensor(t.indices, at::kInt).to(at::kLong),
                       at::tensor(t.values, at::kFloat).to(trunk.graft_dtype())});
  return std::make_unique<DiffGraft>(trunk, std::move(entries));
}

SparseDiff DiffGraft::ToSparseDiff(const TrunkInfo& trunk) const {
  SparseDiff diff;
  for (const auto& [name, entry] : entries_) {
    const at::Tensor indices = entry.indices.to(at::kInt).contiguous(),
                     values = entry.values.detach().to(at::kFloat).contiguous();
    const auto* index = indices.const_data_ptr<int32_t>();
    const auto* value = values.const_data_ptr<float>();
    diff.push_back({name,
                    trunk.weights.at(name).sizes().vec(),
                    {index, index + indices.numel()},
                    {value, value + values.numel()}});
  }
  return diff;
}

std::vector<DiffGraft::Entry> DiffGraft::Entries() const {
  std::vector<Entry> all;
  for (const auto& [name, entry] : entries_) all.push_back(entry);
  return all;
}

}  // namespace graft
