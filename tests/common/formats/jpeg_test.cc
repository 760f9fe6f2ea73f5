#include "common/formats/jpeg.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/common/formats/golden_files.h"

namespace graft {
namespace {

using testing::GoldenFile;
using testing::GoldenNames;
using testing::GoldenPixels;
using ::testing::HasSubstr;

absl::StatusOr<RgbImage> Decoded(const std::string& file) {
  return DecodeJpeg(std::as_bytes(std::span(file)));
}

std::string ErrorOf(const std::string& file) {
  return std::string(Decoded(file).status().message());
}

// Where the segment of that marker begins: FF, marker, length, data.
size_t Segment(const std::string& file, char marker) {
  const size_t at = file.find(std::string("\xFF") + marker);
  CHECK(at != std::string::npos);
  return at;
}

// The file with another size in its frame header (SOF0: precision, height, width).
std::string Resized(std::string file, uint16_t height, uint16_t width) {
  const size_t at = Segment(file, '\xC0') + 5;
  for (const auto& [offset, value] : {std::pair{0, height}, {2, width}}) {
    file[at + offset] = static_cast<char>(value >> 8);
    file[at + offset + 1] = static_cast<char>(value);
  }
  return file;
}

// Gray, colour of three samplings, RGB kept as RGB, CMYK, progressive, restarts; Pillow's
// pixels to the bit, since both are libjpeg-turbo's slow integer transform.
TEST(Jpeg, HasThePixelsOfPillow) {
  for (const std::string& name : GoldenNames(/*jpeg=*/true)) {
    const absl::StatusOr<RgbImage> image = Decoded(GoldenFile(name));
    ASSERT_TRUE(image.ok()) << name << ": " << image.status();
    EXPECT_EQ(image->width, 29);
    EXPECT_EQ(image->height, 21);
    EXPECT_TRUE(*image == GoldenPixels(name)) << name;
  }
}

TEST(Jpeg, RefusesAFileCutAnywhere) {
  for (const std::string name : {"rgb.jpeg", "rgb_progressive.jpeg", "cmyk.jpeg"}) {
    const std::string file = GoldenFile(name);
    for (size_t length = 0; length < file.size(); ++length)
      EXPECT_FALSE(Decoded(file.substr(0, length)).ok()) << name << " " << length;
  }
  EXPECT_THAT(ErrorOf(GoldenFile("rgb.jpeg").substr(0, 700)),
              HasSubstr("Premature end of JPEG file"));
}

// A marker amid the data: libjpeg would fill the rest with gray and go on.
TEST(Jpeg, RefusesToMakePixelsUp) {
  std::string file = GoldenFile("rgb.jpeg");
  const size_t data = Segment(file, '\xDA') + 40;
  file.replace(data, 2, "\xFF\xD9");
  EXPECT_THAT(ErrorOf(file), HasSubstr("Corrupt JPEG data"));
}

TEST(Jpeg, PassesUntidyFiles) {
  const std::string file = GoldenFile("rgb.jpeg");
  const size_t tables = Segment(file, '\xDB');
  std::string untidy = file.substr(0, tables) + "junk" + file.substr(tables) + "more";
  EXPECT_EQ(Decoded(untidy).value(), GoldenPixels("rgb.jpeg"));
}

TEST(Jpeg, RefusesBombsBeforeItAllocates) {
  const std::string file = GoldenFile("rgb.jpeg");
  EXPECT_EQ(Decoded(Resized(file, 60000, 60000)).status().code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(ErrorOf(Resized(file, 9000, 9000)),
              HasSubstr("bytes cannot hold 9000 x 9000 pixels"));
  EXPECT_THAT(ErrorOf(Resized(file, 40, 29)), HasSubstr("Corrupt JPEG data"));
  EXPECT_FALSE(Decoded(Resized(file, 21, 0)).ok());
}

// The same scan again and again: each costs a pass over the image, and few bytes.
TEST(Jpeg, RefusesEndlessScans) {
  const std::string file = GoldenFile("gray_progressive.jpeg");
  const size_t first = Segment(file, '\xDA');
  const size_t second = file.find("\xFF\xC4", first);  // its tables come before it
  ASSERT_NE(second, std::string::npos);
  const std::string scan = file.substr(first, second - first);
  std::string many = file.substr(0, second);
  for (int i = 0; i < 200; ++i) many += scan;
  EXPECT_THAT(ErrorOf(many + file.substr(second)), HasSubstr("more than 100 scans"));
}

TEST(Jpeg, RefusesChangedBytesOrDecodesThem) {
  const std::string file = GoldenFile("rgb_restarts.jpeg");
  int refused = 0;
  for (size_t at = 0; at < file.size(); ++at) {
    std::string changed = file;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    const absl::StatusOr<RgbImage> image = Decoded(changed);
    refused += !image.ok();
    if (!image.ok()) continue;
    EXPECT_EQ(image->pixels.size(), static_cast<size_t>(3 * image->area()));
  }
  EXPECT_GT(refused, 50);  // the headers alone
}

TEST(Jpeg, IsToldByItsFirstBytes) {
  const auto is_jpeg = [](const std::string& file) {
    return IsJpeg(std::as_bytes(std::span(file)));
  };
  EXPECT_TRUE(is_jpeg("\xFF\xD8\xFF"));
  EXPECT_FALSE(is_jpeg("\xFF\xD8"));
  EXPECT_FALSE(is_jpeg(GoldenFile("rgb8")));
}

}  // namespace
}  // namespace graft
