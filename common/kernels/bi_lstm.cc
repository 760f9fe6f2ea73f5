#include "common/kernels/bi_lstm.h"

#include <ATen/ops/lstm.h>

#include <tuple>

#include "common/tensor/ops.h"

namespace graft {

at::Tensor BiLstm(const at::Tensor& x, const std::vector<at::Tensor>& weights) {
  const at::Tensor start = at::zeros({2, 1, weights[1].size(1)}, x.options());
  return std::get<0>(at::lstm(x.unsqueeze(1), {start, start}, weights,
                              /*has_biases=*/true, /*num_layers=*/1, /*dropout=*/0,
                              /*train=*/false, /*bidirectional=*/true,
                              /*batch_first=*/false))
      .squeeze(1);
}

}  // namespace graft
