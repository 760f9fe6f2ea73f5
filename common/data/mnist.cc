#include "common/data/mnist.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "common/base/runfiles.h"
#include "common/formats/idx.h"
#include "common/formats/mapped_file.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr int kDigits = 10;

absl::Status CheckShapes(const TensorView& images, const TensorView& labels) {
  if (images.shape.size() != 3 || images.shape[1] != kMnistSide ||
      images.shape[2] != kMnistSide)
    return absl::InvalidArgumentError(
        StrCat(images.name, ": expected images of shape [N,28,28], found ",
               ShapeText(images.shape)));
  if (labels.shape != std::vector<int64_t>{images.shape[0]})
    return absl::InvalidArgumentError(
        StrCat(labels.name, ": expected [", images.shape[0],
               "] labels, one for each image of ", images.name, ", found ",
               ShapeText(labels.shape)));
  const auto beyond = std::find_if(
      labels.bytes.begin(), labels.bytes.end(),
      [](std::byte label) { return std::to_integer<int>(label) >= kDigits; });
  if (beyond == labels.bytes.end()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat(labels.name, ": label ", beyond - labels.bytes.begin(), " (from 0) is ",
             std::to_integer<int>(*beyond), ", expected 0 to 9"));
}

// The file's elements as a tensor of its own.
at::Tensor Copied(const TensorView& view) {
  at::Tensor copy = at::empty(view.shape, at::kByte);
  std::copy(view.bytes.begin(), view.bytes.end(),
            static_cast<std::byte*>(copy.data_ptr()));
  return copy;
}

// One part: "train" or "t10k".
absl::StatusOr<Mnist> Part(const std::string& prefix) {
  const std::string image_path = prefix + "-images-idx3-ubyte",
                    label_path = prefix + "-labels-idx1-ubyte";
  ASSIGN_OR_RETURN(const MappedFile image_file, MappedFile::Open(image_path));
  ASSIGN_OR_RETURN(const MappedFile label_file, MappedFile::Open(label_path));
  ASSIGN_OR_RETURN(const TensorView images, ParseIdx(image_file.bytes(), image_path));
  ASSIGN_OR_RETURN(const TensorView labels, ParseIdx(label_file.bytes(), label_path));
  RETURN_IF_ERROR(CheckShapes(images, labels));
  return Mnist{Copied(images), Copied(labels).to(at::kLong)};
}

}  // namespace

absl::StatusOr<Mnist> LoadMnist() {
  ASSIGN_OR_RETURN(const std::string file,
                   Runfile("mnist/data/train-images-idx3-ubyte"));
  return LoadMnist(file.substr(0, file.rfind('/')));
}

absl::StatusOr<Mnist> LoadMnist(const std::string& folder) {
  ASSIGN_OR_RETURN(const Mnist train, Part(folder + "/train"));
  ASSIGN_OR_RETURN(const Mnist test, Part(folder + "/t10k"));
  return Mnist{at::cat({train.images, test.images}),
               at::cat({train.labels, test.labels})};
}

}  // namespace graft
