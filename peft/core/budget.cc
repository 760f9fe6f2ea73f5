#include "peft/core/budget.h"

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

int64_t LayerBudget(const Backbone& b) {
  const int64_t attention = 4 * b.hidden * (b.hidden + 1);
  const int64_t feed_forward = b.feed_forward * (2 * b.hidden + 1) + b.hidden;
  return attention + feed_forward + 4 * b.hidden;
}

int64_t AdapterBiases(const Backbone& b, int64_t adapters, int64_t r) {
  return adapters * (r + b.hidden);
}

}  // namespace graft
