// WordPiece: BERT's tokenizer.
//
// Idea:      The text is cut at special tokens typed in it, cleaned and cut into words
//            (basic_tokenizer.h), and each word is covered from the left by the longest
//            tokens of the vocabulary, those after the first written "##x". A word that
//            cannot be covered, or is longer than max_word_chars, becomes one [UNK].
// Paper:     Wu et al., "Google's Neural Machine Translation System", 2016, arXiv
//            1609.08144; Devlin et al., NAACL 2019, arXiv 1810.04805.
// Computes:  [CLS] a [SEP]   or   [CLS] a [SEP] b [SEP] (tokenizer.h).
// Cost:      O(n · longest token) time for n bytes, O(n) space.
// Errors:    Load: a missing file; an empty or second token; no [UNK], [CLS] or [SEP]; each
//            names the file and the line. Encode: none; see tokenizer.h.
// Differs:   none: equals HF `tokenizers` 0.22.2 in ids, types and offsets.
// Not for:   tokens added to the vocabulary later; other normalisers.
//            Tested: parity on the Brown corpus and hostile strings, properties, fuzzed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/status.h"
#include "common/text/basic_tokenizer.h"
#include "common/text/tokenizer.h"
#include "common/text/vocab.h"

namespace graft {

struct WordPieceConfig {
  bool lowercase = true;
  std::optional<bool> strip_accents = std::nullopt;  // as lowercase if not given
  int32_t max_word_chars = 100;  // code points after normalisation, > 0
};

class WordPiece : public Tokenizer {
 public:
  // The tokens that keep their meaning where they are typed in a text, if in the vocabulary.
  static constexpr std::array<std::string_view, 5> kSpecial = {
      "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};

  static absl::StatusOr<WordPiece> Load(const std::string& vocab_path,
                                        const WordPieceConfig& config = {});
  // `name` stands for the file in errors.
  static absl::StatusOr<WordPiece> Create(Vocab vocab, std::string_view name,
                                          const WordPieceConfig& config = {});

  int32_t vocab_size() const override { return vocab_.size(); }
  int32_t unk_id() const override { return unk_; }
  int32_t pad_id() const { return pad_; }    // -1: the vocabulary has no [PAD]
  int32_t mask_id() const { return mask_; }  // -1: the vocabulary has no [MASK]
  std::string Token(int32_t id) const override { return std::string(vocab_.Token(id)); }

 private:
  WordPiece(Vocab vocab, const WordPieceConfig& config);
  void AppendText(std::string_view text, size_t max_tokens,
                  Encoding* out) const override;
  void AppendWord(std::string_view word, size_t max_tokens,
                  Encoding* out) const override {
    AppendText(word, max_tokens, out);
  }
  void CoverWord(const Words& words, const Words::Word& word, Encoding* out) const;
  std::pair<int32_t, int32_t> SpecialAt(std::string_view text) const;

  Vocab vocab_;
  BasicTokenizer basic_;
  int32_t max_word_chars_;
  int32_t continuation_;  // node of "##", or -1
  int32_t pad_, unk_, mask_;
};

}  // namespace graft
