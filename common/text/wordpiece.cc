#include "common/text/wordpiece.h"

#include <algorithm>
#include <array>

#include "common/base/check.h"

namespace graft {
namespace {

void Append(int32_t id, int32_t begin, int32_t end, Encoding* out) {
  out->ids.push_back(id);
  out->offsets.emplace_back(begin, end);
}

void Truncate(size_t size, Encoding* out) {
  if (out->ids.size() <= size) return;
  out->ids.resize(size);
  out->offsets.resize(size);
}

// What is left of texts of a and b tokens if together they may have `room`: the longer one
// is cut down to the shorter, then both to half, the odd token going to the longer (or b).
std::pair<size_t, size_t> LongestFirst(size_t a, size_t b, size_t room) {
  if (a + b <= room) return {a, b};
  const size_t less = std::min(a, b);
  size_t kept_less = less, kept_more = room - std::min(less, room);
  if (kept_more < less) {
    kept_less = room / 2;
    kept_more = room - kept_less;
  }
  return a > b ? std::pair(kept_more, kept_less) : std::pair(kept_less, kept_more);
}

}  // namespace

WordPiece::WordPiece(Vocab vocab, const WordPieceConfig& config)
    : vocab_(std::move(vocab)),
      basic_({config.lowercase, config.strip_accents.value_or(config.lowercase)}),
      max_word_chars_(config.max_word_chars),
      continuation_(vocab_.Node("##")),
      pad_(vocab_.Find("[PAD]")),
      unk_(vocab_.Find("[UNK]")),
      cls_(vocab_.Find("[CLS]")),
      sep_(vocab_.Find("[SEP]")),
      mask_(vocab_.Find("[MASK]")) {}

absl::StatusOr<WordPiece> WordPiece::Create(Vocab vocab, std::string_view name,
                                            const WordPieceConfig& config) {
  if (config.max_word_chars <= 0)
    return absl::InvalidArgumentError(
        StrCat("max_word_chars is ", config.max_word_chars, "; expected 1 or more"));
  for (const std::string_view token : {"[UNK]", "[CLS]", "[SEP]"})
    if (vocab.Find(token) < 0)
      return absl::InvalidArgumentError(StrCat(name, ": no line is ", token, " (of ",
                                               vocab.size(),
                                               "); expected the vocab.txt of a BERT"));
  return WordPiece(std::move(vocab), config);
}

absl::StatusOr<WordPiece> WordPiece::Load(const std::string& vocab_path,
                                          const WordPieceConfig& config) {
  ASSIGN_OR_RETURN(Vocab vocab, Vocab::Load(vocab_path));
  return Create(std::move(vocab), vocab_path, config);
}

// The id and size of the special token that `text` starts with, or (-1, 0).
std::pair<int32_t, int32_t> WordPiece::SpecialAt(std::string_view text) const {
  const std::array<int32_t, 5> ids = {pad_, unk_, cls_, sep_, mask_};
  for (size_t i = 0; i < kSpecial.size(); ++i)
    if (ids[i] >= 0 && text.starts_with(kSpecial[i]))
      return {ids[i], static_cast<int32_t>(kSpecial[i].size())};
  return {-1, 0};
}

void WordPiece::AppendWord(const Words& words, const Words::Word& word,
                           Encoding* out) const {
  const size_t before = out->ids.size();
  int32_t at = word.begin, node = 0;
  bool covered = word.chars <= max_word_chars_;
  while (covered && at < word.end) {
    const Vocab::Match match =
        vocab_.LongestPrefix(node, words.Text({at, word.end, 0}));
    covered = match.id >= 0;
    if (!covered) break;
    Append(match.id, words.source[at], words.source[at + match.size - 1] + 1, out);
    at += match.size;
    node = continuation_;
  }
  if (covered) return;
  Truncate(before, out);
  Append(unk_, words.source[word.begin], words.source[word.end - 1] + 1, out);
}

// Appends the tokens of a text to ids and offsets; may stop once there are max_tokens more.
void WordPiece::AppendText(std::string_view text, size_t max_tokens,
                           Encoding* out) const {
  const size_t limit = max_tokens + out->ids.size();
  // Some four bytes a token in English; 3 for [CLS], [SEP] and a short text.
  const size_t likely = out->ids.size() + std::min(max_tokens, text.size() / 4) + 3;
  out->ids.reserve(likely);
  out->offsets.reserve(likely);
  Words words;
  int32_t index = 0;
  while (!text.empty() && out->ids.size() < limit) {
    size_t end = text.find('[');
    std::pair<int32_t, int32_t> special = {-1, 0};
    while (end != text.npos && (special = SpecialAt(text.substr(end))).first < 0)
      end = text.find('[', end + 1);
    index = basic_.Split(text.substr(0, end), index, &words);
    for (const Words::Word& word : words.words) {
      if (out->ids.size() >= limit) break;
      AppendWord(words, word, out);
    }
    if (end == text.npos) break;
    const auto [id, size] = special;
    Append(id, index, index + size, out);
    index += size;
    text.remove_prefix(end + size);
  }
}

Encoding WordPiece::Encode(std::string_view text, int32_t max_length) const {
  CHECK_GE(max_length, 2);
  const size_t room = static_cast<size_t>(max_length) - 2;
  Encoding out;
  Append(cls_, 0, 0, &out);
  AppendText(text, room, &out);
  Truncate(1 + room, &out);
  Append(sep_, 0, 0, &out);
  out.types.assign(out.ids.size(), 0);
  return out;
}

Encoding WordPiece::EncodePair(std::string_view a, std::string_view b,
                               int32_t max_length) const {
  CHECK_GE(max_length, 3);
  Encoding out, second;
  Append(cls_, 0, 0, &out);
  AppendText(a, kNoLimit, &out);
  AppendText(b, kNoLimit, &second);
  const auto [size_a, size_b] = LongestFirst(out.ids.size() - 1, second.ids.size(),
                                             static_cast<size_t>(max_length) - 3);
  Truncate(1 + size_a, &out);
  Truncate(size_b, &second);
  Append(sep_, 0, 0, &out);
  out.types.assign(out.ids.size(), 0);
  out.ids.insert(out.ids.end(), second.ids.begin(), second.ids.end());
  out.offsets.insert(out.offsets.end(), second.offsets.begin(), second.offsets.end());
  Append(sep_, 0, 0, &out);
  out.types.resize(out.ids.size(), 1);
  return out;
}

}  // namespace graft
