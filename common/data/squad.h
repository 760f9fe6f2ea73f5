// Squad: questions about paragraphs, whose answers are spans of them; SQuAD 1.1 and 2.0.
//
// Idea:      A file is {"version":…, "data":[{"paragraphs":[{"context":…, "qas":[{"id":…,
//            "question":…, "answers":[{"text":…, "answer_start":…}]}]}]}]}; version 2 adds
//            "is_impossible". Other keys are not read. Every answer must stand in its
//            context where the file says, counted in code points as Python does.
// Data:      Rajpurkar et al., EMNLP 2016, arXiv 1606.05250; ACL 2018, arXiv 1806.03822. Not
//            here: the caller has the files.
// Errors:    InvalidArgument naming the file and the place, "data[0].paragraphs[2].qas[1]",
//            for a file without a question, a key that is missing or of another type, an id
//            that comes twice, an answer that is empty or not in the context, a question
//            with answers that says it has none, and the other way round.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"

namespace graft {

struct SquadAnswer {
  std::string text;
  int64_t start;  // code point of the context
};

struct SquadQuestion {
  std::string id;
  std::string text;
  int64_t context;                   // index into contexts
  std::vector<SquadAnswer> answers;  // none: the question cannot be answered
};

struct SquadData {
  std::vector<std::string> contexts;
  std::vector<SquadQuestion> questions;
};

absl::StatusOr<SquadData> ReadSquad(const std::string& path);
// `name` stands for the file in errors.
absl::StatusOr<SquadData> ParseSquad(std::string_view text, std::string_view name);

}  // namespace graft
