#include "common/formats/png.h"

#include <png.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <vector>

#include "common/base/check.h"

namespace graft {
namespace {

constexpr size_t kSignature = 8;
constexpr int64_t kMostInflation = 1032;  // of deflate: 258 bytes in two bits

// What libpng's callbacks see. An error jumps back to the setjmp of the function that called
// libpng, so none of these functions holds anything that would have to be destroyed.
struct Source {
  std::span<const std::byte> rest;
  std::array<char, 160> error = {};
};

[[noreturn]] void OnError(png_structp png, png_const_charp what) {
  auto* source = static_cast<Source*>(png_get_error_ptr(png));
  std::snprintf(source->error.data(), source->error.size(), "%s", what);
  png_longjmp(png, 1);
}

void OnWarning(png_structp, png_const_charp) {}

void ReadBytes(png_structp png, png_bytep to, size_t size) {
  auto* source = static_cast<Source*>(png_get_io_ptr(png));
  if (size > source->rest.size()) png_error(png, "it ends too early");
  std::memcpy(to, source->rest.data(), size);
  source->rest = source->rest.subspan(size);
}

bool ReadHeader(png_structp png, png_infop info, Source* source) {
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_read_fn(png, source, ReadBytes);
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_read_info(png, info);
  return true;
}

// To 8-bit RGB, then all rows and what comes after them.
bool ReadPixels(png_structp png, png_infop info, png_bytepp rows) {
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_strip_16(png);
  png_set_expand_gray_1_2_4_to_8(png);
  png_set_palette_to_rgb(png);
  png_set_gray_to_rgb(png);
  png_set_strip_alpha(png);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
  CHECK_EQ(png_get_rowbytes(png, info), size_t{3} * png_get_image_width(png, info));
  png_read_image(png, rows);
  png_read_end(png, nullptr);
  return true;
}

class Decoder {
 public:
  explicit Decoder(std::span<const std::byte> file)
      : source_{file},
        png_(png_create_read_struct(PNG_LIBPNG_VER_STRING, &source_, OnError,
                                    OnWarning)),
        info_(png_create_info_struct(png_)) {
    CHECK(png_ != nullptr && info_ != nullptr) << "libpng cannot start";
  }
  Decoder(const Decoder&) = delete;
  ~Decoder() { png_destroy_read_struct(&png_, &info_, nullptr); }

  absl::StatusOr<RgbImage> Decode() {
    const auto file_bytes = static_cast<int64_t>(source_.rest.size());
    if (!ReadHeader(png_, info_, &source_)) return Broken();
    const int64_t height = png_get_image_height(png_, info_),
                  width = png_get_image_width(png_, info_),
                  row_bytes = static_cast<int64_t>(png_get_rowbytes(png_, info_));
    RETURN_IF_ERROR(CheckImageSize(height, width));
    if (height * row_bytes > kMostInflation * file_bytes)
      return absl::InvalidArgumentError(StrCat("not a whole PNG file: ", file_bytes,
                                               " bytes cannot hold ", width, " x ",
                                               height, " pixels"));
    std::vector<uint8_t> rgb(3 * height * width);
    std::vector<png_bytep> rows;
    for (int64_t y = 0; y < height; ++y) rows.push_back(rgb.data() + 3 * width * y);
    if (!ReadPixels(png_, info_, rows.data())) return Broken();
    RgbImage image = BlackImage(height, width);
    for (int64_t y = 0; y < height; ++y) SetRow(rows[y], y, &image);
    return image;
  }

 private:
  absl::Status Broken() const {
    return absl::InvalidArgumentError(
        StrCat("not a whole PNG file: ", source_.error.data()));
  }

  Source source_;
  png_structp png_;
  png_infop info_;
};

}  // namespace

bool IsPng(std::span<const std::byte> file) {
  return file.size() >= kSignature &&
         png_sig_cmp(reinterpret_cast<png_const_bytep>(file.data()), 0, kSignature) ==
             0;
}

absl::StatusOr<RgbImage> DecodePng(std::span<const std::byte> file) {
  return Decoder(file).Decode();
}

}  // namespace graft
