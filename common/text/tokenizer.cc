#include "common/text/tokenizer.h"

#include "common/base/check.h"

namespace graft {

Encoding Tokenizer::Encode(std::string_view text, int32_t max_length) const {
  CHECK_GE(max_length, FrameSize(false));
  const size_t room = static_cast<size_t>(max_length - FrameSize(false));
  Encoding out;
  out.Add(frame_.begin, 0, 0);
  AppendText(text, room, &out);
  out.Truncate(1 + room);
  out.Add(frame_.end, 0, 0);
  return out;
}

Encoding Tokenizer::EncodePair(std::string_view a, std::string_view b,
                               int32_t max_length) const {
  CHECK_GE(max_length, FrameSize(true));
  Encoding first = Tokens(a);
  const Encoding second = Tokens(b);
  const auto [size_a, size_b] = LongestFirst(
      first.size(), second.size(), static_cast<size_t>(max_length - FrameSize(true)));
  first.Truncate(size_a);
  return FramePair(first, second, 0, size_b);
}

WordsEncoding Tokenizer::EncodeWords(std::span<const std::string> words,
                                     int32_t max_length) const {
  CHECK_GE(max_length, FrameSize(false));
  const size_t last = static_cast<size_t>(max_length) - 1;
  WordsEncoding out;
  Encoding& tokens = out.tokens;
  tokens.Add(frame_.begin, 0, 0);
  for (const std::string& word : words) {
    const size_t begin = tokens.size();
    if (begin < last) AppendWord(word, last - begin, &tokens);
    out.first.push_back(tokens.size() > begin ? static_cast<int32_t>(begin) : -1);
  }
  tokens.Truncate(last);
  tokens.Add(frame_.end, 0, 0);
  return out;
}

Encoding Tokenizer::Tokens(std::string_view text) const {
  Encoding out;
  AppendText(text, kNoLimit, &out);
  return out;
}

Encoding Tokenizer::FramePair(const Encoding& a, const Encoding& b, size_t first,
                              size_t last) const {
  CHECK(first <= last && last <= b.size());
  Encoding out;
  out.Add(frame_.begin, 0, 0);
  out.AddAll(a, 0, a.size(), 0);
  for (int32_t i = 0; i < frame_.between; ++i) out.Add(frame_.end, 0, 0);
  out.AddAll(b, first, last, frame_.second_type);
  out.Add(frame_.end, 0, 0, frame_.second_type);
  return out;
}

}  // namespace graft
