// TagTasks: the tasks of tasks.h that give every word a tag: Brown's parts of speech, and the
// named entities of CrossNER's five domains.
//
// Data:    brown: documents go to train, dev (2,000 sentences) and test (5,000) whole, by hash;
//          ner_<domain>: CrossNER's own parts, from GRAFT_DATA_MIRROR; the other four domains'
//          train parts are its related tasks; conll03, conll04, ontonotes: given_data.h.
// Scores:  brown: accuracy over words; all others: F1 of entities.
#pragma once

#include <string>
#include <string_view>

#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "common/report/records.h"
#include "common/text/tokenizer.h"
#include "papers/common/loaded_task.h"

namespace graft::papers {

bool IsTagTask(std::string_view name);

absl::StatusOr<LoadedTask> LoadTagTask(const TaskSize& size, const std::string& folder,
                                       const Tokenizer& tokenizer);

// Each word has the tag that it most often has in train, whatever its case; a word that is
// not there, the most frequent tag of all.
absl::StatusOr<RunRecord> FrequentTags(const std::string& paper,
                                       const LoadedTask& task);

// A logistic regression on the frozen states of first tokens, of the first 4,000 words of
// train; it becomes the start of the task's heads.
absl::StatusOr<RunRecord> TagProbe(const std::string& paper, const Bert& trunk,
                                   LoadedTask& task);

}  // namespace graft::papers
