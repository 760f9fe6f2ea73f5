// Gradients: d y / d x as values, with nothing added to any x.grad.
//
// Errors: an x that y does not depend on is a CHECK.
#pragma once

#include <vector>

#include "common/tensor/tensor.h"

namespace graft {

// One tensor for each of `xs`, of its shape. With `create_graph` they can be differentiated
// again; the graph of y is kept if `retain_graph` or that is set.
std::vector<at::Tensor> Gradients(const at::Tensor& y,
                                  const std::vector<at::Tensor>& xs,
                                  bool create_graph = false, bool retain_graph = false);
// Σ d_y dy/dx of a y of any shape; d_y is held fixed in this.
std::vector<at::Tensor> Gradients(const at::Tensor& y, const at::Tensor& d_y,
                                  const std::vector<at::Tensor>& xs,
                                  bool create_graph = false, bool retain_graph = false);

}  // namespace graft
