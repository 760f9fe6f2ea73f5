#include "dg/data/photo_domains.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "common/base/files.h"
#include "common/tensor/ops.h"
#include "common/testing/temp_folder.h"
#include "tests/common/formats/golden_files.h"

namespace graft {
namespace {

// Two domains, two classes; `broken` stands in the place of one photo.
std::string Folder(const std::string& broken = "") {
  const std::string root = testing::EmptyFolder() + "/photos";
  std::filesystem::remove_all(root);
  for (const char* file :
       {"art/cat/1.png", "art/dog/1.jpg", "sketch/cat/1.png", "sketch/dog/1.png"}) {
    const std::string path = root + "/" + file;
    EXPECT_TRUE(MakeFolder(std::filesystem::path(path).parent_path()).ok());
    const std::string bytes =
        testing::GoldenFile(path.ends_with(".png") ? "rgb8" : "rgb.jpeg");
    EXPECT_TRUE(WriteFileAtomically(path, broken == file ? "" : bytes).ok());
  }
  return root;
}

TEST(PhotoDomains, AreBatchesOfNormalisedPhotos) {
  const auto data = PhotoDomains::Create(Folder());
  ASSERT_TRUE(data.ok()) << data.status();
  EXPECT_EQ((*data)->domains(), (std::vector<std::string>{"art", "sketch"}));
  EXPECT_EQ((*data)->classes(), (std::vector<std::string>{"cat", "dog"}));
  const std::vector<int64_t> items = {0, 1};
  const Inputs x = (*data)->Get(0, items);
  EXPECT_EQ(x.values.sizes(), (std::vector<int64_t>{2, 3, 224, 224}));
  EXPECT_EQ((*data)->Labels(0, items).sum().item<int64_t>(), 1);
  EXPECT_EQ((*data)->shape(), (std::vector<int64_t>{3, 224, 224}));
}

TEST(PhotoDomains, AreAugmentedByTheirStreamAlone) {
  const auto data = *PhotoDomains::Create(Folder());
  const std::vector<int64_t> items = {0, 1};
  const auto view = [&](uint64_t seed) {
    return data->Augmented(1, items, RandomStream(seed, "augmentation")).values;
  };
  EXPECT_TRUE(view(1).equal(view(1)));
  EXPECT_FALSE(view(1).equal(view(2)));
  EXPECT_FALSE(view(1).equal(data->Get(1, items).values));
}

TEST(PhotoDomains, NameAPhotoThatCannotBeReadBeforeTheyTrain) {
  const auto data = PhotoDomains::Create(Folder("sketch/dog/1.png"));
  EXPECT_EQ(data.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(data.status().message().find("sketch/dog/1.png"), std::string::npos)
      << data.status();
}

}  // namespace
}  // namespace graft
