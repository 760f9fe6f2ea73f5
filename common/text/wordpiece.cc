#include "common/text/wordpiece.h"

#include <algorithm>
#include <array>

namespace graft {
namespace {

Frame FrameOf(const Vocab& vocab) {
  return {.begin = vocab.Find("[CLS]"), .end = vocab.Find("[SEP]")};
}

}  // namespace

WordPiece::WordPiece(Vocab vocab, const WordPieceConfig& config)
    : Tokenizer(FrameOf(vocab)),
      vocab_(std::move(vocab)),
      basic_({config.lowercase, config.strip_accents.value_or(config.lowercase)}),
      max_word_chars_(config.max_word_chars),
      continuation_(vocab_.Node("##")),
      pad_(vocab_.Find("[PAD]")),
      unk_(vocab_.Find("[UNK]")),
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
  const std::array<int32_t, 5> ids = {pad_, unk_, cls_id(), sep_id(), mask_};
  for (size_t i = 0; i < kSpecial.size(); ++i)
    if (ids[i] >= 0 && text.starts_with(kSpecial[i]))
      return {ids[i], static_cast<int32_t>(kSpecial[i].size())};
  return {-1, 0};
}

void WordPiece::CoverWord(const Words& words, const Words::Word& word,
                          Encoding* out) const {
  const size_t before = out->size();
  int32_t at = word.begin, node = 0;
  bool covered = word.chars <= max_word_chars_;
  while (covered && at < word.end) {
    const Vocab::Match match =
        vocab_.LongestPrefix(node, words.Text({at, word.end, 0}));
    covered = match.id >= 0;
    if (!covered) break;
    out->Add(match.id, words.source[at], words.source[at + match.size - 1] + 1);
    at += match.size;
    node = continuation_;
  }
  if (covered) return;
  out->Truncate(before);
  out->Add(unk_, words.source[word.begin], words.source[word.end - 1] + 1);
}

void WordPiece::AppendText(std::string_view text, size_t max_tokens,
                           Encoding* out) const {
  const size_t limit = max_tokens + out->size();
  // Some four bytes a token in English; 3 for [CLS], [SEP] and a short text.
  const size_t likely = out->size() + std::min(max_tokens, text.size() / 4) + 3;
  out->ids.reserve(likely);
  out->types.reserve(likely);
  out->offsets.reserve(likely);
  Words words;
  int32_t index = 0;
  while (!text.empty() && out->size() < limit) {
    size_t end = text.find('[');
    std::pair<int32_t, int32_t> special = {-1, 0};
    while (end != text.npos && (special = SpecialAt(text.substr(end))).first < 0)
      end = text.find('[', end + 1);
    index = basic_.Split(text.substr(0, end), index, &words);
    for (const Words::Word& word : words.words) {
      if (out->size() >= limit) break;
      CoverWord(words, word, out);
    }
    if (end == text.npos) break;
    const auto [id, size] = special;
    out->Add(id, index, index + size);
    index += size;
    text.remove_prefix(end + size);
  }
}

}  // namespace graft
