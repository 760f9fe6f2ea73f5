// ShapesOnly: tensors that have a shape and hardly any memory, to learn what a config asks for.
//
// Idea:   While one lives, this thread's initial values (init.h) are one element that stands
//         in every place. What is built of them has its names and shapes, which a file is
//         compared with before anything of that size is allocated.
// Errors: none; LibTorch refuses to copy into such a tensor, and set_data replaces it.
#pragma once

#include <vector>

#include "common/tensor/tensor.h"

namespace graft {

class ShapesOnly {
 public:
  ShapesOnly();
  ~ShapesOnly();
  ShapesOnly(const ShapesOnly&) = delete;
  ShapesOnly& operator=(const ShapesOnly&) = delete;

  // Whether this thread is within one.
  static bool Holds();

 private:
  const bool outer_;
};

// One zero in every place of the shape.
at::Tensor ShapeOf(const std::vector<int64_t>& shape, at::ScalarType dtype);

}  // namespace graft
