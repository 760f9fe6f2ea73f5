// SuperGlue: BoolQ, CB, RTE, WiC and WSC as classification, COPA as choices, from the
// benchmark's JSON Lines, put into words as P-Tuning v2's released code does.
//
// Idea:      Each record becomes a text or a pair of texts and a label.
//            BoolQ  (question, passage); CB and RTE  (premise, hypothesis)
//            WiC    kQuestion  "s1 s2 Does w have the same meaning in both sentences?"
//                   kMarked    ("w: s1", "w: s2")
//            WSC    kQuestion  ("pronoun: text", noun)
//                   kMarked    (text with *pronoun*, noun)
//            COPA   ("premise because" or "premise so", choice) for each choice
// Paper:     Wang et al., "SuperGLUE", NeurIPS 2019, arXiv 1905.00537; Liu et al., "P-Tuning
//            v2", ACL 2022, arXiv 2110.07602: its tasks/superglue/dataset.py, template 0
//            (kQuestion, the default) and 1 (kMarked, used for WiC with BERT).
// Labels:    in the order of Hugging Face's super_glue; -1 where a record has none (test).
// Errors:    InvalidArgument "file:line: …" for a record that is not JSON, lacks a key, has
//            another label, or, in WSC, marks a word that the text does not have; a file
//            without a record.
// Not for:   ReCoRD, MultiRC, whose questions are scored together. The data is not here: the
//            caller has the files.
#pragma once

#include <string>
#include <string_view>

#include "common/base/status.h"
#include "common/data/example.h"

namespace graft {

enum class SuperGlueTask { kBoolQ, kCb, kRte, kWic, kWsc };
enum class SuperGlueTemplate { kQuestion, kMarked };

// "boolq", "cb", "rte", "wic" or "wsc".
absl::StatusOr<SuperGlueTask> ParseSuperGlueTask(std::string_view name);

// `jsonl` is the content of a file; `name` stands for it in errors and begins the ids,
// "<name>:<line from 1>".
absl::StatusOr<TextDataset> ParseSuperGlue(
    std::string_view jsonl, std::string_view name, SuperGlueTask task,
    SuperGlueTemplate form = SuperGlueTemplate::kQuestion);
absl::StatusOr<ChoiceDataset> ParseCopa(std::string_view jsonl, std::string_view name);

}  // namespace graft
