#include "common/tensor/gradients.h"

#include <torch/csrc/autograd/autograd.h>

#include "common/base/check.h"

namespace graft {

std::vector<at::Tensor> Gradients(const at::Tensor& y,
                                  const std::vector<at::Tensor>& xs, bool create_graph,
                                  bool retain_graph) {
  return Gradients(y, at::Tensor(), xs, create_graph, retain_graph);
}

std::vector<at::Tensor> Gradients(const at::Tensor& y, const at::Tensor& d_y,
                                  const std::vector<at::Tensor>& xs, bool create_graph,
                                  bool retain_graph) {
  const std::vector<at::Tensor> scale =
      d_y.defined() ? std::vector{d_y} : std::vector<at::Tensor>();
  auto gradients =
      torch::autograd::grad({y}, xs, scale, retain_graph || create_graph, create_graph,
                            /*allow_unused=*/true);
  for (size_t i = 0; i < xs.size(); ++i)
    CHECK(gradients[i].defined()) << "y does not depend on tensor " << i;
  return gradients;
}

}  // namespace graft
