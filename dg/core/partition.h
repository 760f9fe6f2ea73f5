// Partition: which examples of each domain train, and which judge; and the batches of a step.
//
// Idea:    The parts depend on the data and the trial alone, so every objective sees the same;
//          the batch of a step is a function of its number, so nothing that happens between
//          two steps moves it.
// Paper:   Gulrajani and Lopez-Paz, arXiv 2007.01434: a fifth of each domain is held out;
//          batches are drawn with replacement, as many examples from each source.
// Differs: DomainBed puts images into domains by a seed that depends on the algorithm.
#pragma once

#include <cstdint>
#include <vector>

#include "common/base/rng.h"
#include "dg/core/domain_data.h"

namespace graft {

struct DomainPart {
  std::vector<int64_t> in, out;  // items; "in" trains where the domain is a source
};

// By domain. The held-out part has ⌊holdout · n⌋ items, at least one and not all.
std::vector<DomainPart> PartitionOf(const DomainData& data, uint64_t trial,
                                    double holdout = 0.2);

// The items of a domain at a step: `count` of `items`, with replacement.
class Sampler {
 public:
  // If `balanced`, every class that occurs is as likely (rows must be examples).
  Sampler(const DomainData& data, int domain, std::vector<int64_t> items, bool balanced,
          const RandomStream& stream);

  std::vector<int64_t> At(int64_t step, int64_t count) const;

 private:
  std::vector<std::vector<int64_t>> groups_;  // the items; of each class if balanced
  RandomStream stream_;
};

}  // namespace graft
