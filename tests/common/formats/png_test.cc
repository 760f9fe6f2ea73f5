#include "common/formats/png.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "tests/common/formats/golden_files.h"

namespace graft {
namespace {

using testing::GoldenFile;
using testing::GoldenNames;
using testing::GoldenPixels;
using ::testing::HasSubstr;

absl::StatusOr<RgbImage> Decoded(const std::string& file) {
  return DecodePng(std::as_bytes(std::span(file)));
}

std::string ErrorOf(const std::string& file) {
  return std::string(Decoded(file).status().message());
}

std::string BigEndian(uint32_t value) {
  std::string bytes;
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(value >> shift);
  return bytes;
}

// A chunk with its length and the checksum that it should have.
std::string Chunk(const std::string& kind, const std::string& data) {
  const std::string body = kind + data;
  const auto* bytes = reinterpret_cast<const Bytef*>(body.data());
  return BigEndian(static_cast<uint32_t>(data.size())) + body +
         BigEndian(static_cast<uint32_t>(crc32(0, bytes, body.size())));
}

constexpr char kSignature[] = "\x89PNG\r\n\x1A\n";

// The beginning of a file of that size, of 8-bit RGB.
std::string Header(uint32_t width, uint32_t height) {
  return kSignature + Chunk("IHDR", BigEndian(width) + BigEndian(height) +
                                        std::string("\x08\x02\0\0\0", 5));
}

// Every depth, palette, transparency, interlaced or not; Pillow's pixels to the bit.
TEST(Png, HasThePixelsOfPillow) {
  for (const std::string& name : GoldenNames(/*jpeg=*/false)) {
    const absl::StatusOr<RgbImage> image = Decoded(GoldenFile(name));
    ASSERT_TRUE(image.ok()) << name << ": " << image.status();
    EXPECT_EQ(image->width, 17);
    EXPECT_EQ(image->height, 13);
    EXPECT_TRUE(*image == GoldenPixels(name)) << name;
  }
}

TEST(Png, RefusesAFileCutAnywhere) {
  for (const std::string name : {"rgb8", "rgba16_interlaced", "palette4"}) {
    const std::string file = GoldenFile(name);
    for (size_t length = 0; length < file.size(); ++length)
      EXPECT_FALSE(Decoded(file.substr(0, length)).ok()) << name << " " << length;
  }
  EXPECT_THAT(ErrorOf(GoldenFile("rgb8").substr(0, 200)), HasSubstr("ends too early"));
}

// A checksum stands after each chunk, so no changed bit goes unnoticed.
TEST(Png, RefusesAnyChangedByte) {
  const std::string file = GoldenFile("gray2");
  for (size_t at = 0; at < file.size(); ++at) {
    std::string broken = file;
    broken[at] = static_cast<char>(broken[at] ^ 0x20);
    EXPECT_FALSE(Decoded(broken).ok()) << at;
  }
  std::string broken = file;
  broken[file.size() - 16] ^= 1;  // the last byte of IDAT's checksum is before IEND
  EXPECT_THAT(ErrorOf(broken), HasSubstr("CRC"));
}

TEST(Png, RefusesBombsBeforeItAllocates) {
  const std::string data = Chunk("IDAT", std::string(50, 'x')) + Chunk("IEND", "");
  EXPECT_EQ(Decoded(Header(60000, 60000) + data).status().code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(ErrorOf(Header(60000, 60000) + data),
              HasSubstr("60000 x 60000 pixels, expected 89478485 at most"));
  EXPECT_THAT(ErrorOf(Header(9000, 9000) + data),
              HasSubstr("bytes cannot hold 9000 x 9000 pixels"));
  EXPECT_FALSE(Decoded(Header(0, 5) + data).ok());
  EXPECT_FALSE(Decoded(Header(1u << 31, 1u << 31) + data).ok());
}

TEST(Png, RefusesDataThatIsShorterOrLongerThanTheImage) {
  std::string rows(5 * (1 + 3 * 4), '\0'), packed(200, '\0');
  uLongf size = packed.size();
  ASSERT_EQ(compress(reinterpret_cast<Bytef*>(packed.data()), &size,
                     reinterpret_cast<const Bytef*>(rows.data()), rows.size()),
            Z_OK);
  const std::string data = Chunk("IDAT", packed.substr(0, size)) + Chunk("IEND", "");
  EXPECT_EQ(Decoded(Header(4, 5) + data).value(), BlackImage(5, 4));
  EXPECT_FALSE(Decoded(Header(4, 6) + data).ok());
  EXPECT_FALSE(Decoded(Header(4, 5) + Chunk("IEND", "")).ok());
  EXPECT_FALSE(Decoded(data).ok());
}

TEST(Png, IsToldByItsFirstBytes) {
  const auto is_png = [](const std::string& file) {
    return IsPng(std::as_bytes(std::span(file)));
  };
  EXPECT_TRUE(is_png(kSignature));
  EXPECT_FALSE(is_png("\x89PNG\r\n"));
  EXPECT_FALSE(is_png(""));
  EXPECT_FALSE(is_png(GoldenFile("rgb.jpeg")));
}

}  // namespace
}  // namespace graft
