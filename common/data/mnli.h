// MNLI: does a premise entail, contradict or leave open a hypothesis? In five genres.
//
// Data:      the part of MultiNLI released with PADA (Ben-David et al., TACL 2022): fiction,
//            government, slate, telephone, travel; 12,988 pairs to train on, 9,815 dev
//            pairs, which the release has a second time as test. No duplicates.
// Labels:    the release numbers them: 0 neutral, 1 contradiction, 2 entailment.
// Split:     train is the release's; its dev is cut by SHA-256("graft-mnli:" + id) into dev
//            (1,815) and test (8,000). id is "<genre>/<part>:<record from 0>".
// Errors:    Mirror's; "file:line: …" for a record that is not JSON, lacks a key or has
//            another label.
#pragma once

#include <string>
#include <string_view>

#include "common/base/status.h"
#include "common/data/example.h"

namespace graft {

// From the folder that GRAFT_DATA_MIRROR names.
absl::StatusOr<TextSplit> LoadMnli();

// Appends the records of one file: {"premise":…,"hypothesis":…,"label":0…2} a line. `name`
// begins ids and messages.
absl::Status AppendMnli(std::string_view jsonl, const std::string& name, int domain,
                        TextDataset* data);

// No examples; the labels and genres in their order.
TextDataset EmptyMnli();

}  // namespace graft
