#include "common/train/question_windows.h"

#include <algorithm>
#include <string>

namespace graft {
namespace {

// HF's run_qa.py drops white space before a question.
std::string_view WithoutSpaceBefore(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\n\v\f\r");
  return text.substr(std::min(begin, text.size()));
}

int64_t CodePoints(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<uint8_t>(c) & 0xC0) != 0x80; });
}

// Sets start and end if the answer lies in the window whole: the last token that begins
// no later than it does, and the first that ends no earlier.
void Want(const SquadAnswer& answer, QuestionWindow* window) {
  const int64_t first = answer.start, last = answer.start + CodePoints(answer.text);
  const auto& offsets = window->offsets;
  if (offsets.empty() || offsets.front().first > first || offsets.back().second < last)
    return;
  const auto after =
      std::find_if(offsets.begin(), offsets.end(),
                   [&](const auto& token) { return token.first > first; });
  const auto before =
      std::find_if(offsets.rbegin(), offsets.rend(),
                   [&](const auto& token) { return token.second < last; });
  window->start = window->context_begin + (after - offsets.begin()) - 1;
  window->end = window->context_begin + (offsets.rend() - before);
}

// One question's windows, appended to `windows`; its tokens leave `room` for the context's.
void Append(const SquadQuestion& question, int64_t index, const Encoding& asked,
            const Encoding& context, const Tokenizer& tokenizer, size_t room,
            size_t stride, std::vector<QuestionWindow>* windows) {
  for (size_t begin = 0;; begin += room - stride) {
    const size_t end = std::min(begin + room, context.size());
    Encoding encoding = tokenizer.FramePair(asked, context, begin, end);
    QuestionWindow window{.question = index};
    window.context_begin = static_cast<int64_t>(encoding.size() - 1 - (end - begin));
    window.offsets.assign(context.offsets.begin() + begin,
                          context.offsets.begin() + end);
    window.tokens = {std::move(encoding.ids), std::move(encoding.types)};
    if (!question.answers.empty()) Want(question.answers.front(), &window);
    windows->push_back(std::move(window));
    if (end == context.size()) return;
  }
}

}  // namespace

absl::StatusOr<std::vector<QuestionWindow>> MakeWindows(const SquadData& data,
                                                        const Tokenizer& tokenizer,
                                                        const WindowConfig& config) {
  std::vector<QuestionWindow> windows;
  int64_t known =
      -1;  // the context that `context` holds: questions about one are neighbours
  Encoding context;
  for (size_t i = 0; i < data.questions.size(); ++i) {
    const SquadQuestion& question = data.questions[i];
    const Encoding asked = tokenizer.Tokens(WithoutSpaceBefore(question.text));
    const int64_t room = config.max_length - tokenizer.FrameSize(true) -
                         static_cast<int64_t>(asked.size());
    if (config.stride < 0 || room <= config.stride)
      return absl::InvalidArgumentError(
          StrCat("question ", question.id, ": its ", asked.size(), " tokens leave ",
                 room, " of max_length ", config.max_length,
                 " for the context; expected more than the stride, ", config.stride));
    if (question.context != known)
      context = tokenizer.Tokens(data.contexts[known = question.context]);
    Append(question, static_cast<int64_t>(i), asked, context, tokenizer,
           static_cast<size_t>(room), static_cast<size_t>(config.stride), &windows);
  }
  return windows;
}

}  // namespace graft
