// ByDomain: a data set in its domains, each cut to a size.
//
// Idea: The first examples in the order of the SHA-256 of their ids are a random sample, the
//       same for every run, and a smaller one is a part of a larger one.
#pragma once

#include <cstdint>
#include <vector>

#include "common/data/example.h"
#include "common/data/splits.h"

namespace graft {

// By domain, at most so many examples of each; 0: all.
template <class Item>
std::vector<Dataset<Item>> ByDomain(const Dataset<Item>& data, int64_t most) {
  std::vector<Dataset<Item>> parts(data.domains.size(), WithoutExamples(data));
  for (const int64_t i : OrderByHash(data, IdKey<Item>("graft-dg:"))) {
    const Item& item = data.examples[i];
    auto& part = parts.at(item.domain).examples;
    if (most == 0 || static_cast<int64_t>(part.size()) < most) part.push_back(item);
  }
  return parts;
}

}  // namespace graft
