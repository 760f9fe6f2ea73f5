// WordPiece: BERT's tokenizer, from text to ids, segment types and offsets.
//
// Idea:      The text is cut at special tokens typed in it, cleaned and cut into words
//            (basic_tokenizer.h), and each word is covered from the left by the longest
//            tokens of the vocabulary, those after the first written "##x". A word that
//            cannot be covered, or is longer than max_word_chars, becomes one [UNK].
// Paper:     Wu et al., "Google's Neural Machine Translation System", 2016, arXiv
//            1609.08144; Devlin et al., NAACL 2019, arXiv 1810.04805.
// Symbols:   ids [T] | types [T] 0 or 1 | offsets [T] of [begin, end).
// Computes:  [CLS] a [SEP]   or   [CLS] a [SEP] b [SEP], at most max_length tokens; a pair
//            that is too long loses the last tokens of its longer text first.
// Cost:      O(n · longest token) time for n bytes, O(n) space, no lock: const methods may
//            run in any number of threads.
// Errors:    Load: a missing file; an empty or second token; no [UNK], [CLS] or [SEP]; each
//            names the file and the line. Encode: none, malformed UTF-8 included; texts
//            longer than kLongestText are a CHECK.
// Differs:   none: equals HF `tokenizers` 0.22.2 in ids, types and offsets.
// Not for:   tokens added to the vocabulary later; other normalisers.
//            Tested: parity on the Brown corpus and hostile strings, properties, fuzzed.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/status.h"
#include "common/text/basic_tokenizer.h"
#include "common/text/vocab.h"

namespace graft {

struct WordPieceConfig {
  bool lowercase = true;
  std::optional<bool> strip_accents = std::nullopt;  // as lowercase if not given
  int32_t max_word_chars = 100;  // code points after normalisation, > 0
};

struct Encoding {
  std::vector<int32_t> ids;
  std::vector<int32_t> types;  // 0: [CLS] a [SEP], 1: b [SEP]
  // [begin, end) in code points of the original text (a or b), in which each maximal bad
  // part of malformed UTF-8 counts as one; (0, 0) for the [CLS] and [SEP] that are added.
  std::vector<std::pair<int32_t, int32_t>> offsets;
};

class WordPiece {
 public:
  static constexpr int32_t kNoLimit = std::numeric_limits<int32_t>::max();
  // The tokens that keep their meaning where they are typed in a text, if in the vocabulary.
  static constexpr std::array<std::string_view, 5> kSpecial = {
      "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};

  static absl::StatusOr<WordPiece> Load(const std::string& vocab_path,
                                        const WordPieceConfig& config = {});
  // `name` stands for the file in errors.
  static absl::StatusOr<WordPiece> Create(Vocab vocab, std::string_view name,
                                          const WordPieceConfig& config = {});

  // max_length counts [CLS] and [SEP]: at least 2, for a pair 3, or CHECK.
  Encoding Encode(std::string_view text, int32_t max_length = kNoLimit) const;
  Encoding EncodePair(std::string_view a, std::string_view b,
                      int32_t max_length = kNoLimit) const;

  int32_t vocab_size() const { return vocab_.size(); }
  int32_t cls_id() const { return cls_; }
  int32_t sep_id() const { return sep_; }
  int32_t unk_id() const { return unk_; }
  int32_t pad_id() const { return pad_; }    // -1: the vocabulary has no [PAD]
  int32_t mask_id() const { return mask_; }  // -1: the vocabulary has no [MASK]
  // 0 ≤ id < vocab_size() or CHECK.
  std::string Token(int32_t id) const { return std::string(vocab_.Token(id)); }

 private:
  WordPiece(Vocab vocab, const WordPieceConfig& config);
  void AppendText(std::string_view text, size_t max_tokens, Encoding* out) const;
  void AppendWord(const Words& words, const Words::Word& word, Encoding* out) const;
  std::pair<int32_t, int32_t> SpecialAt(std::string_view text) const;

  Vocab vocab_;
  BasicTokenizer basic_;
  int32_t max_word_chars_;
  int32_t continuation_;  // node of "##", or -1
  int32_t pad_, unk_, cls_, sep_, mask_;
};

}  // namespace graft
