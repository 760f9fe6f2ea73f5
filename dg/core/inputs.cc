#include "dg/core/inputs.h"

#include "common/base/check.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

Inputs ConcatenateTexts(std::span<const Inputs* const> parts) {
  std::vector<at::Tensor> ids, types;
  Inputs all;
  all.tokens.starts = {0};
  for (const Inputs* part : parts) {
    CHECK(part->texts());
    const int64_t before = all.tokens.starts.back();
    ids.push_back(part->tokens.ids);
    types.push_back(part->tokens.types);
    for (size_t i = 1; i < part->tokens.starts.size(); ++i)
      all.tokens.starts.push_back(before + part->tokens.starts[i]);
    for (const int64_t word : part->words) all.words.push_back(before + word);
  }
  all.tokens.ids = at::cat(ids);
  all.tokens.types = at::cat(types);
  return all;
}

}  // namespace

int64_t Inputs::rows() const {
  if (!texts()) return values.size(0);
  if (!words.empty()) return static_cast<int64_t>(words.size());
  return static_cast<int64_t>(tokens.starts.size()) - 1;
}

Inputs Concatenate(std::span<const Inputs* const> parts) {
  CHECK(!parts.empty());
  if (parts[0]->texts()) return ConcatenateTexts(parts);
  std::vector<at::Tensor> values;
  for (const Inputs* part : parts) {
    CHECK(!part->texts());
    values.push_back(part->values);
  }
  return Inputs(at::cat(values));
}

}  // namespace graft
