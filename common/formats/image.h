// Image: a PNG or JPEG file decoded to RGB, whichever of the two it is.
//
// Idea:    The first bytes tell the format, not the name: photo sets hold many a PNG that is
//          called .jpg.
// Errors:  NotFound; those of png.h and jpeg.h; InvalidArgument, with its name, for another
//          format. All name the file.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "common/base/status.h"
#include "common/formats/rgb_image.h"

namespace graft {

absl::StatusOr<RgbImage> ReadImage(const std::string& path);

// The same from memory; `path` is for messages.
absl::StatusOr<RgbImage> DecodeImage(std::span<const std::byte> file,
                                     const std::string& path);

}  // namespace graft
