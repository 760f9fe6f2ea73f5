// Tokenizer: from text to ids, segment types and offsets, whichever model they are for.
//
// Idea:      WordPiece and ByteBpe cut a text into tokens each in its way; putting texts
//            between the model's special tokens, and cutting what is too long, is the same
//            for both and is done here.
// Computes:  BERT     [CLS] a [SEP]     or  [CLS] a [SEP] b [SEP], types 0 … 0 1 … 1;
//            RoBERTa  <s> a </s>        or  <s> a </s> </s> b </s>, types 0;
//            at most max_length tokens. A pair that is too long loses the last tokens of
//            its longer text first.
// Cost:      const methods take no lock and may run in any number of threads.
// Errors:    max_length below the number of special tokens is a CHECK; texts: none,
//            malformed UTF-8 included; longer ones than kLongestText are a CHECK.
// Differs:   none: equals HF `tokenizers` 0.22.2 in ids, types and offsets.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/encoding.h"

namespace graft {

// What stands around texts.
struct Frame {
  int32_t begin = 0;        // [CLS], <s>
  int32_t end = 0;          // [SEP], </s>
  int32_t between = 1;      // how many `end`s there are between the texts of a pair
  int32_t second_type = 1;  // of the second text
};

// A sentence given as words.
struct WordsEncoding {
  Encoding tokens;
  // Of each word: its first token, or -1 if it has none or was cut off.
  std::vector<int32_t> first;
};

class Tokenizer {
 public:
  static constexpr int32_t kNoLimit = std::numeric_limits<int32_t>::max();

  virtual ~Tokenizer() = default;

  Encoding Encode(std::string_view text, int32_t max_length = kNoLimit) const;
  Encoding EncodePair(std::string_view a, std::string_view b,
                      int32_t max_length = kNoLimit) const;
  // Each word is cut into tokens on its own, as one that follows a blank. This is HF's
  // is_split_into_words.
  WordsEncoding EncodeWords(std::span<const std::string> words,
                            int32_t max_length = kNoLimit) const;

  // The tokens of a text with nothing around them, of type 0.
  Encoding Tokens(std::string_view text) const;
  // The frame around tokens: all of a, and of b those in [first, last).
  Encoding FramePair(const Encoding& a, const Encoding& b, size_t first,
                     size_t last) const;
  // How many special tokens frame a text, or a pair.
  int32_t FrameSize(bool pair) const { return pair ? 3 + frame_.between - 1 : 2; }

  virtual int32_t vocab_size() const = 0;
  virtual int32_t unk_id() const = 0;
  // 0 ≤ id < vocab_size() or CHECK.
  virtual std::string Token(int32_t id) const = 0;
  int32_t cls_id() const { return frame_.begin; }
  int32_t sep_id() const { return frame_.end; }

 protected:
  explicit Tokenizer(const Frame& frame) : frame_(frame) {}
  Tokenizer(const Tokenizer&) = default;
  Tokenizer(Tokenizer&&) = default;
  Tokenizer& operator=(const Tokenizer&) = default;
  Tokenizer& operator=(Tokenizer&&) = default;

 private:
  // Appends the tokens of a text; may stop once there are max_tokens more.
  virtual void AppendText(std::string_view text, size_t max_tokens,
                          Encoding* out) const = 0;
  // The same for a word that follows a blank.
  virtual void AppendWord(std::string_view word, size_t max_tokens,
                          Encoding* out) const = 0;

  Frame frame_;
};

}  // namespace graft
