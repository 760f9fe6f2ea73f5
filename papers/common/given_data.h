// GivenData: the papers' own data, from a folder that the user has.
//
// Data:   GLUE        MNLI/{train,dev_matched}.tsv, SST-2/{train,dev}.tsv
//         SuperGLUE   {BoolQ,COPA,RTE,WiC,WSC}/{train,val}.jsonl
//         tags        CoNLL03/{train,valid,test}.txt, CoNLL04/{train,dev,test}.txt,
//                     ontoNotes/{train,dev,test}.sd.conllx (conll.h), all O, B-x, I-x
//         questions   SQuAD/{train,dev}-{v1.1,v2.0}.json
// Idea:   Where the labels of the test part are not public, dev stands for it: of GLUE our
//         dev is a tenth of train, by hash; SuperGLUE and SQuAD are selected and reported on
//         dev, as P-Tuning v2's released code does it.
// Errors: NotFound naming the file that is not there, or the flag; those of the readers.
#pragma once

#include <string>
#include <string_view>

#include "common/base/status.h"
#include "common/data/example.h"
#include "common/data/squad.h"
#include "common/data/superglue.h"

namespace graft::papers {

// mnli or sst2.
absl::StatusOr<TextSplit> GivenGlue(const std::string& folder, std::string_view task);

// boolq, rte, wic or wsc; test is dev.
absl::StatusOr<TextSplit> GivenSuperGlue(const std::string& folder,
                                         std::string_view task, SuperGlueTemplate form);

// conll03, conll04 or ontonotes.
absl::StatusOr<TagSplit> GivenTags(const std::string& folder, std::string_view task);

struct ChoiceParts {
  ChoiceDataset train, dev;
};
absl::StatusOr<ChoiceParts> GivenCopa(const std::string& folder);

struct SquadParts {
  SquadData train, dev;
};
// squad1 or squad2.
absl::StatusOr<SquadParts> GivenSquad(const std::string& folder, std::string_view task);

// Which kind a task is of; false for all: none of these.
bool IsGivenSuperGlue(std::string_view task);
bool IsGivenTags(std::string_view task);
bool IsGivenSquad(std::string_view task);

}  // namespace graft::papers
