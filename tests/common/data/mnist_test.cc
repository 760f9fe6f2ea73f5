#include "common/data/mnist.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/files.h"
#include "common/tensor/ops.h"
#include "common/testing/temp_folder.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using testing::EmptyFolder;
using ::testing::HasSubstr;

const Mnist& Digits() {
  static const Mnist mnist = LoadMnist().value();
  return mnist;
}

int64_t Sum(const at::Tensor& images) { return images.sum(at::kLong).item<int64_t>(); }

// The mean of the 60,000 is the one that everybody normalises by, 0.1307.
TEST(Mnist, HasItsPixels) {
  const at::Tensor& images = Digits().images;
  EXPECT_EQ(images.scalar_type(), at::kByte);
  EXPECT_THAT(images.sizes(), ElementsAre(70000, 28, 28));
  const int64_t sum = Sum(images.slice(0, 0, kMnistTrain));
  EXPECT_EQ(sum, 1567298545);
  EXPECT_NEAR(static_cast<double>(sum) / (kMnistTrain * 28 * 28 * 255), 0.1307, 5e-5);
  EXPECT_EQ(Sum(images.slice(0, kMnistTrain)), 264923200);
  // The first and last image of each file; a byte of the first in its row and column.
  EXPECT_EQ(Sum(images[0]), 27525);
  EXPECT_EQ(Sum(images[59999]), 20920);
  EXPECT_EQ(Sum(images[60000]), 18454);
  EXPECT_EQ(Sum(images[69999]), 41833);
  EXPECT_EQ(images[0][7][16].item<uint8_t>(), 253);
  EXPECT_EQ(images[0][7][17].item<uint8_t>(), 251);
}

TEST(Mnist, HasItsLabels) {
  const at::Tensor& labels = Digits().labels;
  EXPECT_EQ(labels.scalar_type(), at::kLong);
  EXPECT_THAT(labels.sizes(), ElementsAre(70000));
  std::vector<int64_t> train(10), test(10);
  for (int64_t i = 0; i < labels.size(0); ++i)
    ++(i < kMnistTrain ? train : test)[labels.const_data_ptr<int64_t>()[i]];
  EXPECT_THAT(train,
              ElementsAre(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949));
  EXPECT_THAT(test, ElementsAre(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009));
  const int64_t* first = labels.const_data_ptr<int64_t>();
  EXPECT_THAT(std::vector<int64_t>(first, first + 5), ElementsAre(5, 0, 4, 1, 9));
}

std::string Idx(const std::vector<int>& sizes, const std::string& elements) {
  std::string bytes = {0, 0, 8, static_cast<char>(sizes.size())};
  for (const int size : sizes) bytes += std::string(3, '\0') + static_cast<char>(size);
  return bytes + elements;
}

// A folder of two parts of one image each, of which one file is replaced.
absl::StatusOr<Mnist> Loaded(const std::string& name = "",
                             const std::string& bytes = "") {
  const std::string folder = EmptyFolder();
  for (const std::string part : {"train", "t10k"}) {
    const std::string path = folder + "/" + part;
    EXPECT_TRUE(WriteFileAtomically(path + "-images-idx3-ubyte",
                                    Idx({1, 28, 28}, std::string(784, part[0])))
                    .ok());
    EXPECT_TRUE(WriteFileAtomically(path + "-labels-idx1-ubyte", Idx({1}, "\7")).ok());
  }
  if (!name.empty()) {
    EXPECT_TRUE(WriteFileAtomically(folder + "/" + name, bytes).ok());
  }
  return LoadMnist(folder);
}

std::string ErrorOf(const std::string& name, const std::string& bytes) {
  return std::string(Loaded(name, bytes).status().message());
}

TEST(Mnist, ReadsAFolderTrainFirst) {
  const Mnist mnist = Loaded().value();
  EXPECT_THAT(mnist.images.sizes(), ElementsAre(2, 28, 28));
  EXPECT_EQ(mnist.images[0][0][0].item<uint8_t>(), 't');
  EXPECT_TRUE(mnist.labels.equal(at::full({2}, 7, at::kLong)));
  EXPECT_EQ(Loaded("t10k-images-idx3-ubyte", Idx({0, 28, 28}, "")).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(Mnist, NamesTheFileThatDoesNotFit) {
  EXPECT_THAT(ErrorOf("train-images-idx3-ubyte", Idx({1, 2, 2}, "abcd")),
              HasSubstr("train-images-idx3-ubyte: expected images of shape [N,28,28], "
                        "found [1,2,2]"));
  EXPECT_THAT(ErrorOf("t10k-labels-idx1-ubyte", Idx({2}, "ab")),
              HasSubstr("t10k-labels-idx1-ubyte: expected [1] labels"));
  EXPECT_THAT(ErrorOf("train-labels-idx1-ubyte", Idx({1}, "\x0A")),
              HasSubstr("label 0 (from 0) is 10, expected 0 to 9"));
  EXPECT_THAT(ErrorOf("train-labels-idx1-ubyte", ""),
              HasSubstr("train-labels-idx1-ubyte: is no IDX file"));
  EXPECT_EQ(LoadMnist(EmptyFolder()).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace graft
