#include "common/formats/image.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "common/base/files.h"
#include "common/formats/jpeg.h"
#include "common/formats/png.h"

namespace graft {
namespace {

struct Signature {
  std::string_view begin, format;
};
constexpr std::array<Signature, 7> kOthers = {{
    {"GIF8", "a GIF"},
    {"BM", "a BMP"},
    {"RIFF", "a WebP"},
    {std::string_view("II*\0", 4), "a TIFF"},
    {std::string_view("MM\0*", 4), "a TIFF"},
    {"%PDF", "a PDF"},
    {"<", "HTML or XML"},  // what a download gives when it fails
}};

// "a GIF", or what is known of the file.
std::string_view FormatOf(std::span<const std::byte> file) {
  if (file.empty()) return "empty";
  const std::string_view bytes(reinterpret_cast<const char*>(file.data()), file.size());
  const auto found =
      std::find_if(kOthers.begin(), kOthers.end(),
                   [&](const Signature& s) { return bytes.starts_with(s.begin); });
  return found == kOthers.end() ? "of an unknown format" : found->format;
}

absl::StatusOr<RgbImage> Decode(std::span<const std::byte> file) {
  if (IsPng(file)) return DecodePng(file);
  if (IsJpeg(file)) return DecodeJpeg(file);
  return absl::InvalidArgumentError(StrCat("expected a PNG or JPEG image, but it is ",
                                           FormatOf(file),
                                           "; convert it or remove it"));
}

}  // namespace

absl::StatusOr<RgbImage> DecodeImage(std::span<const std::byte> file,
                                     const std::string& path) {
  absl::StatusOr<RgbImage> image = Decode(file);
  if (!image.ok()) return WithContext(image.status(), path);
  return image;
}

absl::StatusOr<RgbImage> ReadImage(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string file, ReadFile(path));
  return DecodeImage(std::as_bytes(std::span(file)), path);
}

}  // namespace graft
