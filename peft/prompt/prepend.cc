#include "peft/prompt/prepend.h"

#include <vector>

#include "common/tensor/ops.h"

namespace graft {

Ragged Prepend(const at::Tensor& prompt, const Ragged& x) {
  const int64_t l = prompt.size(0);
  const at::Tensor own = prompt.to(x.rows.scalar_type());
  std::vector<at::Tensor> parts;
  Ragged out{.rows = {}, .starts = {0}, .prompt = x.prompt + l};
  for (int64_t b = 0; b < x.batch(); ++b) {
    parts.push_back(own);
    parts.push_back(x.rows.slice(0, x.starts[b], x.starts[b + 1]));
    out.starts.push_back(out.starts.back() + l + x.length(b));
  }
  out.rows = at::cat(parts);
  return out;
}

}  // namespace graft
