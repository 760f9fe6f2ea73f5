// Jpeg: a JPEG file decoded to 8-bit RGB by libjpeg-turbo.
//
// Idea:    Baseline and progressive; gray is spread over the three colours, CMYK is taken as
//          Adobe writes it, inverted; the camera's orientation (EXIF) and colour profiles are
//          left alone: Pillow's convert("RGB").
// Cost:    3 bytes a pixel, and 6 for the coefficients of a progressive file, which are not
//          allocated unless the file is long enough to hold them (a block of 64 pixels takes
//          a bit at least).
// Errors:  InvalidArgument for a broken or truncated file, and where the decoder would make
//          pixels up: a marker in the middle of the data, a code that does not exist;
//          ResourceExhausted beyond kMostPixels or 100 scans.
// Differs: DomainBed tells Pillow to fill what is missing of a truncated file with gray.
#pragma once

#include <cstddef>
#include <span>

#include "common/base/status.h"
#include "common/formats/rgb_image.h"

namespace graft {

// Whether a file begins as JPEG does.
bool IsJpeg(std::span<const std::byte> file);

absl::StatusOr<RgbImage> DecodeJpeg(std::span<const std::byte> file);

}  // namespace graft
