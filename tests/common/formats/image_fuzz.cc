// Any bytes: an error, or an image of as many pixels as it says, the same each time.
#include <zlib.h>

#include <cstdint>
#include <string>

#include "common/base/check.h"
#include "common/formats/image.h"
#include "common/formats/jpeg.h"
#include "common/formats/png.h"

namespace {

uint32_t BigEndian(const std::string& file, size_t at) {
  uint32_t value = 0;
  for (size_t i = at; i < at + 4; ++i)
    value = value << 8 | static_cast<uint8_t>(file[i]);
  return value;
}

// PNG's checksums made right, so that changed bytes get past them.
std::string WithChecksums(std::string file) {
  for (size_t at = 8; at + 12 <= file.size();) {
    const size_t length = BigEndian(file, at), checksum = at + 8 + length;
    if (checksum + 4 > file.size()) break;
    const auto* body = reinterpret_cast<const Bytef*>(file.data() + at + 4);
    const uLong right = crc32(0, body, static_cast<uInt>(length + 4));
    for (int i = 0; i < 4; ++i)
      file[checksum + i] = static_cast<char>(right >> (24 - 8 * i));
    at = checksum + 4;
  }
  return file;
}

using Bytes = std::span<const std::byte>;

void CheckDecoder(Bytes file, absl::StatusOr<graft::RgbImage> (*decode)(Bytes),
                  bool begins_so) {
  const auto image = decode(file);
  if (image.ok()) {
    CHECK_GT(image->area(), 0);
    CHECK_EQ(image->pixels.size(), static_cast<size_t>(3 * image->area()));
  }
  if (!begins_so) return;  // the decoder had its try; DecodeImage does not ask it
  const auto again = graft::DecodeImage(file, "fuzz");
  CHECK_EQ(image.ok(), again.ok());
  CHECK(!image.ok() || *image == *again);
}

void CheckFile(const std::string& bytes) {
  const Bytes file = std::as_bytes(std::span(bytes));
  CheckDecoder(file, graft::DecodePng, graft::IsPng(file));
  CheckDecoder(file, graft::DecodeJpeg, graft::IsJpeg(file));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  CheckFile(bytes);
  CheckFile(WithChecksums(bytes));
  return 0;
}
