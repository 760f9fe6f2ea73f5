#include "common/models/token_batch.h"

#include "common/base/check.h"
#include "common/tensor/ops.h"

namespace graft {

TokenBatch MakeBatch(std::span<const TokenSequence* const> sequences) {
  std::vector<int64_t> ids, types, starts = {0};
  for (const TokenSequence* s : sequences) {
    CHECK_EQ(s->ids.size(), s->types.size());
    ids.insert(ids.end(), s->ids.begin(), s->ids.end());
    types.insert(types.end(), s->types.begin(), s->types.end());
    starts.push_back(static_cast<int64_t>(ids.size()));
  }
  return {at::tensor(ids, at::kLong), at::tensor(types, at::kLong), starts};
}

TokenBatch MakeBatch(const std::vector<TokenSequence>& sequences) {
  std::vector<const TokenSequence*> pointers;
  for (const TokenSequence& s : sequences) pointers.push_back(&s);
  return MakeBatch(pointers);
}

TokenBatch FromPadded(const at::Tensor& ids, const at::Tensor& types,
                      const at::Tensor& mask) {
  CHECK(ids.sizes() == mask.sizes() && ids.sizes() == types.sizes());
  const at::Tensor i = ids.contiguous(), t = types.contiguous(),
                   m = mask.to(at::kLong).contiguous();
  const int64_t width = ids.size(1);
  std::vector<TokenSequence> rows(ids.size(0));
  for (int64_t n = 0; n < ids.numel(); ++n) {
    if (m.const_data_ptr<int64_t>()[n] == 0) continue;
    TokenSequence& row = rows[n / width];
    row.ids.push_back(static_cast<int32_t>(i.const_data_ptr<int64_t>()[n]));
    row.types.push_back(static_cast<int32_t>(t.const_data_ptr<int64_t>()[n]));
  }
  return MakeBatch(rows);
}

}  // namespace graft
