#include "common/data/image_augment.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "common/data/image_colours.h"

namespace graft {
namespace {

constexpr int kTries = 10;

double Between(double low, double high, double uniform) {
  return low + (high - low) * uniform;
}

// 0 … n-1.
int64_t Below(int64_t n, double uniform) {
  return std::min(static_cast<int64_t>(static_cast<double>(n) * uniform), n - 1);
}

// The largest box in the middle whose sides are in an allowed ratio.
Box MiddleBox(int64_t height, int64_t width, double most_ratio) {
  const auto longest = [&](int64_t side) {
    return static_cast<int64_t>(std::nearbyint(static_cast<double>(side) * most_ratio));
  };
  const int64_t h = std::min(height, longest(width)),
                w = std::min(width, longest(height));
  return {(height - h) / 2, (width - w) / 2, h, w};
}

Box DrawBox(int64_t height, int64_t width, const AugmentConfig& config,
            const RandomStream& stream) {
  const double area = static_cast<double>(height * width),
               most_log = std::log(config.most_ratio);
  for (uint64_t i = 0; i < 4 * kTries; i += 4) {
    const double target = area * Between(config.least_area, 1, stream.Uniform(i)),
                 ratio = std::exp(Between(-most_log, most_log, stream.Uniform(i + 1)));
    const auto w = static_cast<int64_t>(std::nearbyint(std::sqrt(target * ratio))),
               h = static_cast<int64_t>(std::nearbyint(std::sqrt(target / ratio)));
    if (w > 0 && w <= width && h > 0 && h <= height)
      return {Below(height - h + 1, stream.Uniform(i + 2)),
              Below(width - w + 1, stream.Uniform(i + 3)), h, w};
  }
  return MiddleBox(height, width, config.most_ratio);
}

RgbImage Changed(const RgbImage& image, Augmentation::Change change, double factor) {
  switch (change) {
    case Augmentation::kBrightness:
      return WithBrightness(image, factor);
    case Augmentation::kContrast:
      return WithContrast(image, factor);
    case Augmentation::kSaturation:
      return WithSaturation(image, factor);
    case Augmentation::kHue:
      return WithHue(image, factor);
  }
  return image;
}

}  // namespace

Augmentation DrawAugmentation(int64_t height, int64_t width,
                              const AugmentConfig& config, const RandomStream& stream) {
  Augmentation drawn;
  drawn.box = DrawBox(height, width, config, stream.Fork("box"));
  drawn.mirrored = stream.Fork("mirror").Uniform(0) < config.mirror;
  drawn.gray = stream.Fork("gray").Uniform(0) < config.gray;
  const std::vector<int64_t> order = stream.Fork("order").Permutation(4);
  const RandomStream jitter = stream.Fork("jitter");
  for (int i = 0; i < 4; ++i) {
    drawn.order[i] = static_cast<Augmentation::Change>(order[i]);
    drawn.factors[i] += Between(-config.jitter, config.jitter, jitter.Uniform(i));
  }
  return drawn;
}

RgbImage Augmented(const RgbImage& image, const Augmentation& augmentation,
                   int64_t side) {
  RgbImage result = Resized(Cropped(image, augmentation.box), side, side);
  if (augmentation.mirrored) result = Mirrored(result);
  for (const Augmentation::Change change : augmentation.order)
    result = Changed(result, change, augmentation.factors[change]);
  return augmentation.gray ? InGray(result) : result;
}

}  // namespace graft
