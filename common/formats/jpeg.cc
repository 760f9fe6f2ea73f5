#include "common/formats/jpeg.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdint>
#include <cstdio>
#include <vector>

// jpeglib.h needs <cstdio>, jerror.h needs jpeglib.h.
#include <jpeglib.h>
//
#include <jerror.h>

namespace graft {
namespace {

constexpr int kMostScans = 100;
constexpr int64_t kMostPixelsPerByte = 8 * 64;

// An error jumps back to the setjmp of the function that called libjpeg, so none of these
// functions holds anything that would have to be destroyed.
struct ErrorManager {
  jpeg_error_mgr base;
  std::jmp_buf jump;
  std::array<char, JMSG_LENGTH_MAX> message;
};

[[noreturn]] void OnError(j_common_ptr jpeg) {
  auto* manager = reinterpret_cast<ErrorManager*>(jpeg->err);
  jpeg->err->format_message(jpeg, manager->message.data());
  std::longjmp(manager->jump, 1);
}

// Level -1 is a warning. These say that pixels are lost; the others ("extraneous bytes before
// a marker") that a file is untidy.
void OnMessage(j_common_ptr jpeg, int level) {
  constexpr std::array kLost = {JWRN_JPEG_EOF, JWRN_HIT_MARKER, JWRN_HUFF_BAD_CODE,
                                JWRN_ARITH_BAD_CODE, JWRN_MUST_RESYNC};
  if (level == -1 &&
      std::find(kLost.begin(), kLost.end(), jpeg->err->msg_code) != kLost.end())
    OnError(jpeg);
}

void CountScans(j_common_ptr common) {
  const auto* jpeg = reinterpret_cast<j_decompress_ptr>(common);
  if (jpeg->input_scan_number <= kMostScans) return;
  auto* manager = reinterpret_cast<ErrorManager*>(common->err);
  std::snprintf(manager->message.data(), manager->message.size(),
                "it has more than %d scans", kMostScans);
  std::longjmp(manager->jump, 1);
}

bool ReadHeader(j_decompress_ptr jpeg, ErrorManager* manager,
                std::span<const std::byte> file) {
  if (setjmp(manager->jump)) return false;
  jpeg_create_decompress(jpeg);
  jpeg_mem_src(jpeg, reinterpret_cast<const unsigned char*>(file.data()), file.size());
  jpeg_read_header(jpeg, TRUE);
  return true;
}

bool Start(j_decompress_ptr jpeg, ErrorManager* manager, jpeg_progress_mgr* progress) {
  if (setjmp(manager->jump)) return false;
  const bool cmyk =
      jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
  jpeg->out_color_space = cmyk ? JCS_CMYK : JCS_RGB;
  progress->progress_monitor = CountScans;
  jpeg->progress = progress;
  jpeg_start_decompress(jpeg);
  return true;
}

bool ReadRow(j_decompress_ptr jpeg, ErrorManager* manager, JSAMPROW row) {
  if (setjmp(manager->jump)) return false;
  jpeg_read_scanlines(jpeg, &row, 1);
  return true;
}

bool Finish(j_decompress_ptr jpeg, ErrorManager* manager) {
  if (setjmp(manager->jump)) return false;
  jpeg_finish_decompress(jpeg);
  return true;
}

// Inverted CMYK [W,4] to RGB [W,3] in place: c·k, divided by 255 as Pillow rounds it.
void ToRgb(std::vector<uint8_t>* row) {
  for (size_t x = 0; x < row->size() / 4; ++x) {
    const int white = (*row)[4 * x + 3];
    for (int colour = 0; colour < 3; ++colour) {
      const int ink = (255 - (*row)[4 * x + colour]) * white + 128;
      (*row)[3 * x + colour] = static_cast<uint8_t>(white - ((ink >> 8) + ink) / 256);
    }
  }
}

class Decoder {
 public:
  Decoder() {
    jpeg_.err = jpeg_std_error(&manager_.base);
    manager_.base.error_exit = OnError;
    manager_.base.emit_message = OnMessage;
  }
  Decoder(const Decoder&) = delete;
  ~Decoder() { jpeg_destroy_decompress(&jpeg_); }

  absl::StatusOr<RgbImage> Decode(std::span<const std::byte> file) {
    if (!ReadHeader(&jpeg_, &manager_, file)) return Broken();
    const int64_t height = jpeg_.image_height, width = jpeg_.image_width,
                  bytes = static_cast<int64_t>(file.size());
    RETURN_IF_ERROR(CheckImageSize(height, width));
    if (height * width > kMostPixelsPerByte * std::max<int64_t>(bytes, 1))
      return absl::InvalidArgumentError(StrCat("not a whole JPEG file: ", bytes,
                                               " bytes cannot hold ", width, " x ",
                                               height, " pixels"));
    if (!Start(&jpeg_, &manager_, &progress_)) return Broken();
    RgbImage image = BlackImage(height, width);
    std::vector<uint8_t> row(width * jpeg_.out_color_components);
    for (int64_t y = 0; y < height; ++y) {
      if (!ReadRow(&jpeg_, &manager_, row.data())) return Broken();
      if (jpeg_.out_color_components == 4) ToRgb(&row);
      SetRow(row.data(), y, &image);
    }
    if (!Finish(&jpeg_, &manager_)) return Broken();
    return image;
  }

 private:
  absl::Status Broken() const {
    return absl::InvalidArgumentError(
        StrCat("not a whole JPEG file: ", manager_.message.data()));
  }

  jpeg_decompress_struct jpeg_ = {};
  ErrorManager manager_ = {};
  jpeg_progress_mgr progress_ = {};
};

}  // namespace

bool IsJpeg(std::span<const std::byte> file) {
  return file.size() >= 3 && file[0] == std::byte{0xFF} && file[1] == std::byte{0xD8} &&
         file[2] == std::byte{0xFF};
}

absl::StatusOr<RgbImage> DecodeJpeg(std::span<const std::byte> file) {
  return Decoder().Decode(file);
}

}  // namespace graft
