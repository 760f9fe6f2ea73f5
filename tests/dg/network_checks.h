// What the tests of networks share: weights by the formula of tests/golden/README.md, and
// comparison with DomainBed's networks of the same weights.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/models/weights.h"
#include "common/tensor/named_tensor.h"

namespace graft::testing {

// mean + scale · (2u - 1), u by the formula from the name and the place; float64.
at::Tensor FormulaTensor(const std::string& name, const std::vector<int64_t>& shape,
                         double scale = 1, double mean = 0);
// Overwrites tensors with the values that their names and shapes give.
void SetByFormula(const std::vector<NamedTensor>& tensors);

struct GoldenNetwork {
  const Weights& golden;  // tests/golden/dg/<network>.safetensors
  std::string key;        // "size14"
  std::vector<int64_t> input;
  std::vector<NamedTensor> tensors;  // trained, by the file's names
  std::vector<NamedTensor> buffers =
      {};  // compared after the pass, if the file has them
  std::function<at::Tensor(const at::Tensor& x)> forward;
  double within;  // relative
};

// Output, loss, and the gradients of input and tensors.
void ExpectFollowsGolden(const GoldenNetwork& network);

}  // namespace graft::testing
