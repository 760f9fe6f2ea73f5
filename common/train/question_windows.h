// QuestionWindows: a question and a part of its context as one sequence, several where the
// context is long.
//
// Idea:      [CLS] question [SEP] window [SEP]: windows are as wide as the model allows and
//            overlap by `stride` tokens, so that an answer at the edge of one is inside the
//            next. In training the answer's first and last token are wanted, and the [CLS]
//            token of a window that does not hold the whole answer.
// Paper:     Devlin et al., "BERT", NAACL 2019, arXiv 1810.04805, section 4.2.
// Errors:    InvalidArgument naming the question whose own tokens leave no room for more
//            than `stride` tokens of context; ids and lengths the model cannot take are the
//            caller's to check (vocabulary.h).
// Differs:   windows, offsets and wanted tokens are those of HF's run_qa.py with truncation
//            "only_second", but for an answer that begins in a window's last token: its
//            loop runs on into the tokens behind.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "common/base/status.h"
#include "common/data/squad.h"
#include "common/models/token_batch.h"
#include "common/text/tokenizer.h"

namespace graft {

struct WindowConfig {
  int32_t max_length = 384;  // tokens, the question's and the special ones included
  int32_t stride = 128;      // tokens that neighbours share, ≥ 0
};

struct QuestionWindow {
  TokenSequence tokens = {};
  int64_t question = 0;       // index into SquadData::questions
  int64_t context_begin = 0;  // the token where the context's window begins
  // [begin, end) in code points of the context, of its tokens in this window.
  std::vector<std::pair<int32_t, int32_t>> offsets = {};
  int64_t start = 0, end = 0;  // the first answer's first and last token, or [CLS]
};

// The windows of all questions, in order.
absl::StatusOr<std::vector<QuestionWindow>> MakeWindows(const SquadData& data,
                                                        const Tokenizer& tokenizer,
                                                        const WindowConfig& config);

}  // namespace graft
