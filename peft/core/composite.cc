#include "peft/core/composite.h"

#include <map>
#include <utility>

#include "common/base/strings.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

// One after another; a name that several parts have is led by the part's number.
std::vector<NamedTensor> Joined(const std::vector<std::vector<NamedTensor>>& parts) {
  std::map<std::string, int> owners;
  for (const auto& part : parts)
    for (const NamedTensor& t : part) ++owners[t.name];
  std::vector<NamedTensor> all;
  for (size_t i = 0; i < parts.size(); ++i)
    for (const auto& [name, tensor] : parts[i])
      all.push_back({owners[name] > 1 ? StrCat(i, ".", name) : name, tensor});
  return all;
}

// One behind the other; what all sequences share goes to each that has its own.
at::Tensor JoinPrefixes(at::Tensor a, at::Tensor b) {
  if (a.dim() < b.dim()) a = a.expand({b.size(0), -1, -1, -1});
  if (b.dim() < a.dim()) b = b.expand({a.size(0), -1, -1, -1});
  return at::cat({a, b}, -2);
}

}  // namespace

Composite::Composite(std::vector<std::unique_ptr<Method>> parts)
    : parts_(std::move(parts)) {}

at::Tensor Composite::Parameter(const Site& site, const at::Tensor& theta) const {
  at::Tensor now = theta;
  for (const auto& part : parts_) now = part->Parameter(site, now);
  return now;
}

at::Tensor Composite::Linear(const Site& site, const at::Tensor& x,
                             at::Tensor y) const {
  for (const auto& part : parts_) y = part->Linear(site, x, std::move(y));
  return y;
}

std::optional<KeyValue> Composite::Prefix(const Site& site, int64_t sequences) const {
  std::optional<KeyValue> all;
  for (const auto& part : parts_) {
    std::optional<KeyValue> own = part->Prefix(site, sequences);
    if (own && all)
      all = {JoinPrefixes(all->key, own->key), JoinPrefixes(all->value, own->value)};
    else if (own)
      all = std::move(own);
  }
  return all;
}

at::Tensor Composite::AfterAttention(const Site& site, const AttentionState& state,
                                     at::Tensor context) const {
  for (const auto& part : parts_)
    context = part->AfterAttention(site, state, std::move(context));
  return context;
}

at::Tensor Composite::AfterSublayer(const Site& site, Sublayer sublayer,
                                    const at::Tensor& x, at::Tensor y) const {
  for (const auto& part : parts_)
    y = part->AfterSublayer(site, sublayer, x, std::move(y));
  return y;
}

Ragged Composite::Embed(const Site& site, Ragged words) const {
  for (const auto& part : parts_) words = part->Embed(site, std::move(words));
  return words;
}

int64_t Composite::ExtraTokens() const {
  int64_t count = 0;
  for (const auto& part : parts_) count += part->ExtraTokens();
  return count;
}

int64_t Composite::PositionShift() const {
  int64_t shift = 0;
  for (const auto& part : parts_) shift += part->PositionShift();
  return shift;
}

// A copy of θ takes its place before another part's change is added to it.
std::optional<at::Tensor> Composite::Merged(const std::string& name,
                                            const at::Tensor& theta) const {
  const Dropout off;
  std::optional<at::Tensor> merged;
  for (const bool at_parameter : {true, false})
    for (const auto& part : parts_) {
      if (part->Parameter({name, -1, off}, theta).is_same(theta) == at_parameter)
        continue;
      if (auto next = part->Merged(name, merged.value_or(theta))) merged = *next;
    }
  return merged;
}

std::vector<NamedTensor> Composite::Tensors() const {
  std::vector<std::vector<NamedTensor>> all;
  for (const auto& part : parts_) all.push_back(part->Tensors());
  return Joined(all);
}

std::vector<NamedTensor> Composite::Exported() const {
  std::vector<std::vector<NamedTensor>> all;
  for (const auto& part : parts_) all.push_back(part->Exported());
  return Joined(all);
}

}  // namespace graft
