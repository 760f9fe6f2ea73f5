// CrossNer: named entities in five specialised domains, a hundred sentences each to train on.
//
// Data:      Liu et al., "CrossNER: Evaluating Cross-Domain Named Entity Recognition", AAAI
//            2021, arXiv 2012.04373: politics, science, music, literature, AI; 100 or 200
//            sentences to train on, 350 to 651 for dev and for test. Tags are B-, I- of
//            9 to 17 entity types a domain, and O. MIT licence.
// Errors:    InvalidArgument for another domain; those of mirror.h and conll.h.
#pragma once

#include <array>
#include <string_view>

#include "common/base/status.h"
#include "common/data/example.h"

namespace graft {

inline constexpr std::array<std::string_view, 5> kCrossNerDomains = {
    "politics", "science", "music", "literature", "ai"};

// One of the domains, from GRAFT_DATA_MIRROR. Labels are those of all three parts.
absl::StatusOr<TagSplit> LoadCrossNer(std::string_view domain);

}  // namespace graft
