// BasicTokenizer: cleans a text and cuts it into words, the first half of BERT's tokenizer.
//
// Idea:      Remove control characters, turn white space into blanks, make a word of each
//            ideograph, decompose and drop accents, lower the case, make a word of each
//            punctuation mark; the rest is split at blanks. One pass does all of it: ASCII
//            by a table of 128 entries, a run of other characters through ICU, which can
//            stop at the next ASCII character since that starts a new sequence in NFD.
// Paper:     Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers", NAACL
//            2019, arXiv 1810.04805, the released tokenization.py.
// Symbols:   n bytes of text.
// Computes:  words over a buffer of normalised UTF-8, each byte with the index of the code
//            point of the original text that it came from.
// Cost:      O(n) time and space; no allocation per word.
// Errors:    none: malformed UTF-8 is U+FFFD, one per maximal bad subpart (WHATWG, Python's
//            errors="replace"), counted as one code point and then removed.
// Differs:   from the paper's code as HF `tokenizers` 0.22.2 does, which it equals.
// Not for:   texts longer than kLongestText (CHECK): who reads them asks CheckTextSize.
//            Tested: parity, hostile input, fuzzed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "common/base/status.h"

namespace graft {

// Bytes: places are 32 bits wide, and a code point of 3 bytes may decompose into 9.
inline constexpr size_t kLongestText = std::numeric_limits<int32_t>::max() / 5;

// InvalidArgument for more than that.
absl::Status CheckTextSize(size_t bytes);

struct BasicTokenizerConfig {
  bool lowercase = true;
  bool strip_accents = true;  // drops nonspacing marks after NFD
};

// The words of a text. Reuse one object to reuse its memory.
struct Words {
  struct Word {
    int32_t begin, end;  // bytes of `bytes`
    int32_t chars;       // code points in them, ≥ 1
  };
  std::vector<Word> words;
  std::vector<char> bytes;      // normalised UTF-8, word after word; may be longer
  std::vector<int32_t> source;  // code point of the original behind each byte

  std::string_view Text(const Word& word) const {
    return {bytes.data() + word.begin, static_cast<size_t>(word.end - word.begin)};
  }
};

class BasicTokenizer {
 public:
  explicit BasicTokenizer(const BasicTokenizerConfig& config) : config_(config) {}

  // Replaces *words by those of `text`, whose first code point has index `first`.
  // Returns the index after its last code point.
  int32_t Split(std::string_view text, int32_t first, Words* words) const;

 private:
  BasicTokenizerConfig config_;
};

}  // namespace graft
