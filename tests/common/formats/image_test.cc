#include "common/formats/image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/files.h"
#include "common/testing/temp_folder.h"
#include "tests/common/formats/golden_files.h"

namespace graft {
namespace {

using testing::EmptyFolder;
using testing::GoldenFile;
using testing::GoldenPixels;
using ::testing::HasSubstr;

TEST(Image, GoesByTheFirstBytesAndNotByTheName) {
  const std::string path = EmptyFolder() + "/a.png";
  for (const std::string name : {"rgb.jpeg", "palette8"}) {
    ASSERT_TRUE(WriteFileAtomically(path, GoldenFile(name)).ok());
    EXPECT_EQ(ReadImage(path).value(), GoldenPixels(name)) << name;
  }
}

std::string ErrorOf(const std::string& file) {
  return std::string(
      DecodeImage(std::as_bytes(std::span(file)), "dogs/7.png").status().message());
}

TEST(Image, NamesTheFileAndWhatItIs) {
  EXPECT_THAT(ErrorOf(GoldenFile("rgb8").substr(0, 300)),
              HasSubstr("dogs/7.png: not a whole PNG file: "));
  EXPECT_THAT(ErrorOf(GoldenFile("rgb.jpeg").substr(0, 300)),
              HasSubstr("dogs/7.png: not a whole JPEG file: "));
  EXPECT_EQ(ErrorOf("GIF89a and so on"),
            "dogs/7.png: expected a PNG or JPEG image, but it is a GIF; convert it or "
            "remove it");
  EXPECT_THAT(ErrorOf(""), HasSubstr("it is empty"));
  EXPECT_THAT(ErrorOf(std::string("II*\0", 4)), HasSubstr("it is a TIFF"));
  EXPECT_THAT(ErrorOf("<html>"), HasSubstr("it is HTML or XML"));
  EXPECT_THAT(ErrorOf("\xFF\xD8"), HasSubstr("of an unknown format"));
  EXPECT_EQ(ReadImage(EmptyFolder() + "/none.png").status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace graft
