// Tasks: the data sets of a reproduction, cut to a preset's sizes and tokenised, and the two
// references that no tuned model may hide from.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "common/report/records.h"
#include "common/text/tokenizer.h"
#include "papers/common/loaded_task.h"

namespace graft::papers {

// The data sets there are, in the order of reports.
inline constexpr std::array kTaskNames = {"tweets",      "bbc",       "mnli",
                                          "sst2",        "brown",     "ner_politics",
                                          "ner_science", "ner_music", "ner_literature",
                                          "ner_ai",      "boolq",     "copa",
                                          "rte",         "wic",       "wsc",
                                          "conll03",     "conll04",   "ontonotes",
                                          "squad1",      "squad2"};

// tweets: airline tweets, copies dropped, split by hash; bbc: the peers' split; mnli: five
// genres from GRAFT_DATA_MIRROR, or GLUE's if there is a folder; brown and ner_<domain>:
// tag_tasks.h. All others are read from the folder of the paper's own data (given_data.h).
absl::StatusOr<LoadedTask> LoadTask(const TaskSize& size, const std::string& folder,
                                    const Tokenizer& tokenizer);

// Whether the model must be able to tell two segments apart.
bool UsesPairs(const LoadedTask& task);

// Whether the two references below exist: not for choices and questions.
bool HasReferences(const LoadedTask& task);

// The two references, with C = 10, fitted on train and scored on test, as records of
// `paper`. A logistic regression on TF-IDF (the most frequent tag of each word):
absl::StatusOr<RunRecord> WordReference(const std::string& paper,
                                        const LoadedTask& task);
// and one on frozen, mean-pooled hidden states of unit length (states of first tokens), which
// also becomes the start of the task's heads (divided by the states' mean length on train).
absl::StatusOr<RunRecord> Probe(const std::string& paper, const Bert& trunk,
                                LoadedTask& task);

}  // namespace graft::papers
