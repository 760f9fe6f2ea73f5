// Tasks: the data sets of a reproduction, cut to a preset's sizes and tokenised, and the two
// references that no tuned model may hide from.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/data/example.h"
#include "common/models/bert/bert.h"
#include "common/report/results.h"
#include "common/text/wordpiece.h"
#include "peft/study/study.h"

namespace graft::papers {

// The data sets there are, in the order of reports.
inline constexpr std::array kTaskNames = {"tweets", "bbc", "mnli", "sst2"};

// How much of a task a preset uses; 0 means all there is.
struct TaskSize {
  std::string name;  // one of kTaskNames
  int64_t train = 0, dev = 0, test = 0;
  int64_t steps = 0;                          // of training
  int max_length = 64;                        // tokens, specials included
  std::vector<std::string> comparisons = {};  // ids of the tables it is for
};

struct LoadedTask {
  TextSplit texts;
  StudyTask encoded;
};

// tweets: airline tweets, copies dropped, split by hash; bbc: the peers' split; mnli: five
// genres from GRAFT_DATA_MIRROR. With `tsv` (the paper's own data, GLUE's files):
// <tsv>/MNLI/{train,dev_matched}.tsv and <tsv>/SST-2/{train,dev}.tsv; test is GLUE's dev and
// dev a tenth of train, by hash.
absl::StatusOr<LoadedTask> LoadTask(const TaskSize& size, const std::string& tsv,
                                    const WordPiece& tokenizer);

// The two references, with C = 10, fitted on train and scored on test, as records of
// `paper`. A logistic regression on TF-IDF:
absl::StatusOr<RunRecord> WordReference(const std::string& paper,
                                        const LoadedTask& task);
// and one on frozen, mean-pooled hidden states of unit length, which also becomes the start
// of the task's heads (divided by the states' mean length on train).
absl::StatusOr<RunRecord> Probe(const std::string& paper, const Bert& trunk,
                                LoadedTask& task);

}  // namespace graft::papers
