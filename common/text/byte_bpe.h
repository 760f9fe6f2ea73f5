// ByteBpe: GPT-2's and RoBERTa's tokenizer: byte-pair encoding of the text's UTF-8 bytes.
//
// Idea:      The text is cut at special tokens typed in it and then into words
//            (gpt2_words.h). Each word starts as its bytes; the pair of neighbours that
//            was learned first is merged, and so on until no two neighbours are a pair.
//            Any text has tokens, so there is no unknown word. Files write a byte as a
//            printable character: itself, or U+0100 and up ("Ġ" is the blank).
// Paper:     Sennrich, Haddow, Birch, "Neural Machine Translation of Rare Words with
//            Subword Units", ACL 2016, arXiv 1508.07909; Radford et al., 2019 (bytes);
//            Liu et al., "RoBERTa", 2019, arXiv 1907.11692.
// Computes:  <s> a </s>   or   <s> a </s></s> b </s> (tokenizer.h).
// Cost:      O(n + Σ w log w) time for n bytes in words of w: a heap holds the pairs, so a
//            word of a million letters is no trap.
// Errors:    Create: InvalidArgument for an empty or second token, a byte or special token
//            that is missing, a pair that comes twice or whose parts or whole are no
//            tokens; it names where the pair stands. Encode: none; see tokenizer.h.
// Differs:   none: equals HF `tokenizers` 0.22.2 in ids, types and offsets.
// Not for:   tokens added to the vocabulary later; other patterns of words; dropout.
//            Tested: parity on hostile strings, against a naive twin, fuzzed.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/base/status.h"
#include "common/text/tokenizer.h"

namespace graft {

struct ByteBpeConfig {
  bool add_prefix_space = false;  // a text's first word is one that follows a blank
};

// A learned pair, as files write its parts.
struct BpeMerge {
  std::string left, right;
  std::string where = {};  // "merges.txt:17", for errors
};

class ByteBpe : public Tokenizer {
 public:
  // The tokens that keep their meaning where they are typed in a text. <mask> takes the
  // white space before it along.
  static constexpr std::array<std::string_view, 5> kSpecial = {"<s>", "<pad>", "</s>",
                                                               "<unk>", "<mask>"};

  // tokens[id], as files write them, and the name of their file for errors; merges in the
  // order in which they were learned.
  static absl::StatusOr<ByteBpe> Create(std::vector<std::string> tokens,
                                        std::string_view name,
                                        const std::vector<BpeMerge>& merges,
                                        const ByteBpeConfig& config = {});

  int32_t vocab_size() const override { return static_cast<int32_t>(tokens_.size()); }
  int32_t unk_id() const override { return special_[kUnk]; }
  int32_t pad_id() const { return special_[kPad]; }
  int32_t mask_id() const { return special_[kMask]; }
  std::string Token(int32_t id) const override;

 private:
  enum Special : size_t { kPad = 1, kUnk = 3, kMask = 4 };  // in kSpecial

  struct Merged {
    int32_t rank;
    int32_t id;
  };
  struct Segment;
  struct Sink;
  class WordMerger;

  ByteBpe(const Frame& frame, const ByteBpeConfig& config)
      : Tokenizer(frame), config_(config) {}
  absl::Status AddMerge(const std::unordered_map<std::string, int32_t>& ids,
                        const BpeMerge& merge);
  const Merged* Find(int32_t left, int32_t right) const;
  std::pair<size_t, size_t> NextSpecial(std::string_view text, size_t from) const;
  void Append(std::string_view text, bool after_blank, size_t max_tokens,
              Encoding* out) const;
  void AppendSegment(const Segment& segment, Sink* sink) const;
  void AppendText(std::string_view text, size_t max_tokens,
                  Encoding* out) const override {
    Append(text, config_.add_prefix_space, max_tokens, out);
  }
  void AppendWord(std::string_view word, size_t max_tokens,
                  Encoding* out) const override {
    Append(word, true, max_tokens, out);
  }

  ByteBpeConfig config_;
  std::vector<std::string> tokens_;
  std::array<int32_t, 256> byte_ids_;
  std::array<int32_t, kSpecial.size()> special_;
  std::unordered_map<uint64_t, Merged> merges_;  // by left · 2³² + right
};

}  // namespace graft
