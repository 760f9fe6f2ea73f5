// Png: a PNG file decoded to 8-bit RGB by libpng.
//
// Idea:    Gray of any depth is spread over the three colours, a palette is looked up, alpha
//          and transparent colours are dropped (not blended), of 16 bits the upper eight are
//          kept, gamma and profiles are left alone: Pillow's convert("RGB").
// Cost:    the pixels twice, 6 bytes each, which are not allocated unless the file is long
//          enough to hold them (deflate packs 1,032 bytes in one).
// Errors:  InvalidArgument for a broken or truncated file, a wrong checksum (of any chunk);
//          ResourceExhausted beyond kMostPixels.
// Differs: from Pillow in 16-bit gray, of which Pillow makes white whatever is above 255.
#pragma once

#include <cstddef>
#include <span>

#include "common/base/status.h"
#include "common/formats/rgb_image.h"

namespace graft {

// Whether a file begins as PNG does.
bool IsPng(std::span<const std::byte> file);

absl::StatusOr<RgbImage> DecodePng(std::span<const std::byte> file);

}  // namespace graft
