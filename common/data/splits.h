// Splits by hash: who trains and who tests is a property of the example, not of the run.
//
// Idea:      Examples are ordered by SHA-256 of a key made of their stable id. The order is
//            the same on every machine and for every seed, and a change to one example does
//            not move the others. Drop duplicates first (duplicates.h).
// Computes:  order = stable sort by hex(SHA-256(key)); train = first n, dev = next m,
//            test = the rest. Equal keys (one per document, say) stay together, in order.
// Errors:    a split that asks for more examples than there are is a CHECK.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "common/base/check.h"
#include "common/data/example.h"

namespace graft {

// 0 … n-1 in the order of the SHA-256 of their keys.
std::vector<int64_t> OrderByHash(const std::vector<std::string>& keys);

// What is hashed for an example; usually a prefix naming the data set, and the id.
template <class Item>
using HashKey = std::function<std::string(const Item&)>;

template <class Item>
HashKey<Item> IdKey(std::string prefix) {
  return [prefix](const Item& item) { return prefix + item.id; };
}

template <class Item>
std::vector<int64_t> OrderByHash(const Dataset<Item>& data, const HashKey<Item>& key) {
  std::vector<std::string> keys;
  for (const Item& item : data.examples) keys.push_back(key(item));
  return OrderByHash(keys);
}

// The first `train`, the next `dev`, the rest.
template <class Item>
Split<Item> SplitByHash(const Dataset<Item>& data, const HashKey<Item>& key,
                        int64_t train, int64_t dev) {
  CHECK_LE(train + dev, data.size());
  const std::vector<int64_t> order = OrderByHash(data, key);
  const auto a = order.begin() + train, b = a + dev;
  return {Select(data, {order.begin(), a}), Select(data, {a, b}),
          Select(data, {b, order.end()})};
}
template <class Item>
Split<Item> SplitByHash(const Dataset<Item>& data, const std::string& prefix,
                        int64_t train, int64_t dev) {
  return SplitByHash(data, IdKey<Item>(prefix), train, dev);
}

// train: every other domain; test: this one; dev is empty. Domains keep their numbers.
template <class Item>
Split<Item> LeaveOneDomainOut(const Dataset<Item>& data, int held_out) {
  Split<Item> split{WithoutExamples(data), WithoutExamples(data),
                    WithoutExamples(data)};
  for (const Item& item : data.examples)
    (item.domain == held_out ? split.test : split.train).examples.push_back(item);
  return split;
}

}  // namespace graft
