// PaperChecks: what holds of every paper: its tables name its arms, and its README quotes the
// results that are committed beside it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/models/bert/bert.h"
#include "papers/common/comparison.h"
#include "peft/study/arm.h"

namespace graft::papers::testing {

// The model that comes with the program: its folder, and it in float32.
const std::string& MiniLmFolder();
const Bert& MiniLm();

// Arms have names of their own, and every row and claim names one.
void ExpectDesignNamesArms(const Design& design, const std::vector<Arm>& arms);

// Builds the report from papers/<paper>/results.jsonl and expects every table of it in the
// README to the letter, at least `tables` of them, and the file's claims to be those that the
// runs give.
void ExpectReadmeQuotesResults(const Design& design, int64_t trunk_parameters,
                               int tables);

}  // namespace graft::papers::testing
