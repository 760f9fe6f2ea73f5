// TrunkInfo: what a method may ask about a pretrained model before it makes its tensors.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "common/models/weights.h"
#include "common/tensor/tensor.h"

namespace graft {

struct TrunkInfo {
  int64_t layers = 0;
  int64_t hidden = 0;        // C, the paper's d
  int64_t heads = 0;         // H
  int64_t feed_forward = 0;  // F
  int64_t vocabulary = 0;    // V
  int64_t positions = 0;     // longest sequence, virtual tokens included
  double norm_eps = 1e-12;   // ε of the LayerNorms
  at::ScalarType dtype = at::kFloat;
  at::Device device = at::kCPU;
  Weights weights;  // frozen; by the checkpoint's names
  // The linear maps of the layers by name → {out, in}.
  std::map<std::string, std::pair<int64_t, int64_t>> linear_maps;

  // What a graft's own tensors are: float32 beside a float32 or bfloat16 trunk.
  at::ScalarType graft_dtype() const {
    return dtype == at::kDouble ? at::kDouble : at::kFloat;
  }
  // The same on the trunk's device.
  at::TensorOptions graft_options() const {
    return at::TensorOptions(graft_dtype()).device(device);
  }
  int64_t ParameterCount() const {
    int64_t count = 0;
    for (const auto& [name, tensor] : weights) count += tensor.numel();
    return count;
  }
};

}  // namespace graft
