// Evaluate: the share of rows whose highest score is their label's, and their mean loss.
//
// Idea:   Records nothing, in batches; a batch changes no score but of objectives that read
//         the batch itself (ARM), which take theirs in pieces of their own size.
#pragma once

#include <cstdint>
#include <span>

#include "dg/core/domain_data.h"
#include "dg/core/objective.h"

namespace graft {

struct Counted {
  int64_t right = 0, rows = 0;

  double accuracy() const {
    return static_cast<double>(right) / static_cast<double>(rows);
  }
};

Counted CountRight(const Objective& objective, const DomainData& data, int domain,
                   std::span<const int64_t> items);

// The mean cross-entropy of the rows.
double MeanLoss(const Scores& scores, const DomainData& data, int domain,
                std::span<const int64_t> items);

}  // namespace graft
