#include "peft/core/budget.h"

#include <cmath>

#include "common/base/check.h"

namespace graft {

Backbone BackboneOf(const TrunkInfo& trunk) {
  return {trunk.layers, trunk.hidden, trunk.feed_forward};
}

int64_t PromptBudget(const Backbone& b, int64_t l) { return l * b.hidden; }

int64_t PrefixBudget(const Backbone& b, int64_t l) {
  return 2 * l * b.hidden * b.attentions * b.layers;
}

int64_t AttentionAdapterBudget(const Backbone& b, int64_t r) {
  return 2 * r * b.hidden * b.attentions * b.layers;
}

int64_t FeedForwardAdapterBudget(const Backbone& b, int64_t r) {
  return 2 * r * b.hidden * b.feed_forwards * b.layers;
}

int64_t AttentionLoraBudget(const Backbone& b, int64_t r) {
  return 4 * r * b.hidden * b.attentions * b.layers;
}

int64_t FeedForwardLoraBudget(const Backbone& b, int64_t r) {
  return 2 * r * (b.hidden + b.feed_forward) * b.feed_forwards * b.layers;
}

int64_t MamBudget(const Backbone& b, int64_t l, int64_t r) {
  return PrefixBudget(b, l) + FeedForwardAdapterBudget(b, r);
}

int64_t AdapterBiases(const Backbone& b, int64_t adapters, int64_t r) {
  return adapters * (r + b.hidden);
}

int64_t LargestWithin(double most, const std::function<int64_t(int64_t)>& count) {
  const auto fits = [&](int64_t size) {
    return static_cast<double>(count(size)) <= most;
  };
  CHECK(std::isfinite(most)) << most;
  // Doubling until it no longer fits, then halving: fits(low), not fits(high).
  int64_t low = 0, high = 1;
  while (fits(high)) {
    CHECK_LT(high, int64_t{1} << 32) << "count does not grow";
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const int64_t middle = low + (high - low) / 2;
    (fits(middle) ? low : high) = middle;
  }
  return low;
}

}  // namespace graft
