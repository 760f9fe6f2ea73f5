#include "common/data/photos.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/files.h"
#include "common/data/image_resize.h"
#include "common/testing/temp_folder.h"
#include "tests/common/data/golden_photo.h"
#include "tests/common/formats/golden_files.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

// torchvision's ToTensor and Normalize, to the bit, of every value of every colour.
TEST(Photos, AreNormalisedAsTorchvisionDoes) {
  RgbImage ramp = BlackImage(1, 256);
  for (size_t i = 0; i < ramp.pixels.size(); ++i)
    ramp.pixels[i] = static_cast<uint8_t>(i);
  EXPECT_TRUE(Normalised(ramp).equal(testing::GoldenPhotos().at("normalised")));
}

std::string PhotoFile() {
  const std::string path = testing::EmptyFolder() + "/a.jpg";
  CHECK(WriteFileAtomically(path, testing::GoldenFile("rgb.jpeg")).ok());
  return path;
}

TEST(Photos, AreSqueezedToASquare) {
  const at::Tensor photo = LoadPhoto(PhotoFile()).value();
  EXPECT_TRUE(
      photo.equal(Normalised(Resized(testing::GoldenPixels("rgb.jpeg"), 224, 224))));
}

TEST(Photos, AreSeenDifferentlyByEachStream) {
  const std::string path = PhotoFile();
  const RandomStream stream(1, "augment");
  const auto seen = [&](uint64_t i) {
    return LoadPhoto(path, {.side = 48}, stream.Fork(i)).value();
  };
  EXPECT_EQ(seen(0).sizes(), at::IntArrayRef({3, 48, 48}));
  EXPECT_TRUE(seen(0).equal(seen(0)));
  EXPECT_FALSE(seen(0).equal(seen(1)));
}

TEST(Photos, NameTheFileThatCannotBeRead) {
  const std::string path = testing::EmptyFolder() + "/a.jpg";
  ASSERT_TRUE(WriteFileAtomically(path, "<html>").ok());
  EXPECT_THAT(LoadPhoto(path).status().message(), HasSubstr(path + ": expected a PNG"));
  EXPECT_THAT(LoadPhoto(path, {}, RandomStream(1, "a")).status().message(),
              HasSubstr(path));
}

}  // namespace
}  // namespace graft
