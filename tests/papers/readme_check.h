// ReadmeCheck: a paper's README quotes the results that are committed beside it.
#pragma once

#include <cstdint>

#include "papers/common/comparison.h"

namespace graft::papers::testing {

// Builds the report from papers/<paper>/results.jsonl and expects every table of it in the
// README to the letter, at least `tables` of them, and the file's claims to be those that the
// runs give.
void ExpectReadmeQuotesResults(const Design& design, int64_t trunk_parameters,
                               int tables);

}  // namespace graft::papers::testing
