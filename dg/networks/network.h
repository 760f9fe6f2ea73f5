// Networks: the featurizers by name, and which one a data set has if none is named.
//
// Errors: NotFound for an unknown name; InvalidArgument if the data are not of its kind;
//         what ReadResNet18 says of a file.
#pragma once

#include <string>
#include <vector>

#include "dg/core/domain_run.h"

namespace graft {

// "" or "default": mnist_cnn for small images, mlp for vectors, minilm for texts. "mlp_irm" is
// the network of "Invariant Risk Minimization" for ColoredMNIST: two ReLU layers of 390.
// "mnist_cnn_16" has a quarter of the width; "…_bf16" multiplies in bfloat16. "minilm" is the
// pinned sentence encoder, frozen: texts and words train the classifier alone. "resnet18" begins
// at random, "resnet18:FILE" with the file's weights.
std::vector<std::string> NetworkNames();
absl::StatusOr<Network> FindNetwork(const std::string& name);

}  // namespace graft
