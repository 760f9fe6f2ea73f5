#include "common/text/basic_tokenizer.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "common/base/check.h"
#include "common/text/bert_unicode.h"

namespace graft {
namespace {

enum Kind : uint8_t { kWord, kSpace, kPunctuation, kRemoved, kNotAscii };

constexpr Kind KindOf(int byte) {
  if (byte >= 0x80) return kNotAscii;
  if (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r') return kSpace;
  if (byte < ' ' || byte == 0x7F) return kRemoved;
  const int lower = byte | 0x20;
  const bool alphanumeric =
      (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9');
  return alphanumeric ? kWord : kPunctuation;
}

constexpr std::array<Kind, 256> kKind = [] {
  std::array<Kind, 256> kind{};
  for (int byte = 0; byte < 256; ++byte) kind[byte] = KindOf(byte);
  return kind;
}();

// A character on its way, the code point it came from, and whether it is not the first
// part of a decomposition.
struct Char {
  char32_t c;
  int32_t source;
  bool extra;
};

// Canonical order: sorts each run of combining characters by class, stably. As in HF the
// sources stay in place while the characters move: the n-th first part of a decomposition
// has the n-th source, and the other parts have the source of what stands before them.
void Reorder(std::vector<Char>* chars, const std::vector<int32_t>& sources) {
  const auto combining = [](const Char& x) {
    return bert_unicode::CombiningClass(x.c);
  };
  for (auto it = chars->begin(); it != chars->end();) {
    if (combining(*it) == 0) {
      ++it;
      continue;
    }
    const auto end = std::find_if(it, chars->end(),
                                  [&](const Char& x) { return combining(x) == 0; });
    std::stable_sort(it, end, [&](const Char& a, const Char& b) {
      return combining(a) < combining(b);
    });
    it = end;
  }
  int32_t consumed = -1;
  for (Char& x : *chars) x.source = sources[x.extra ? consumed : ++consumed];
}

std::vector<Char> StripAccents(const std::vector<Char>& chars) {
  std::vector<Char> parts;
  std::vector<int32_t> sources;
  for (const Char& x : chars) {
    const bert_unicode::Decomposition d = bert_unicode::Decompose(x.c);
    for (int32_t i = 0; i < d.size; ++i) parts.push_back({d.c[i], x.source, i > 0});
    sources.push_back(x.source);
  }
  Reorder(&parts, sources);
  std::erase_if(parts, [](const Char& x) { return bert_unicode::IsAccent(x.c); });
  return parts;
}

// Fills a Words; `word_` is open from `begin_` to the end of what is written.
class Splitter {
 public:
  Splitter(const BasicTokenizerConfig& config, std::string_view text, int32_t index,
           Words* words)
      : config_(config), text_(text), index_(index), out_(*words) {
    out_.words.clear();
    if (out_.bytes.size() < text.size()) Grow(text.size());
  }

  int32_t Run() {
    while (at_ < text_.size()) {
      switch (kKind[static_cast<uint8_t>(text_[at_])]) {
        case kWord:
          AsciiWord();
          break;
        case kSpace:
          EndWord(), ++at_, ++index_;
          break;
        case kPunctuation:
          Isolate(text_[at_++], index_), ++index_;
          break;
        case kRemoved:
          ++at_, ++index_;
          break;
        case kNotAscii:
          NotAscii();
          break;
      }
    }
    EndWord();
    return index_;
  }

 private:
  void Grow(size_t size) {
    out_.bytes.resize(size);
    out_.source.resize(size);
  }

  void EndWord() {
    if (end_ == begin_) return;
    out_.words.push_back({begin_, end_, chars_});
    begin_ = end_;
    chars_ = 0;
  }

  // Letters and digits up to anything else. Never grows: the bytes written are at most
  // those read, plus what NotAscii added and made room for.
  void AsciiWord() {
    const size_t first = at_;
    const uint8_t add = config_.lowercase ? 0x20 : 0;
    char* bytes = out_.bytes.data() + end_;
    int32_t* source = out_.source.data() + end_;
    while (at_ < text_.size() && kKind[static_cast<uint8_t>(text_[at_])] == kWord) {
      const char c = text_[at_++];
      *bytes++ = (c >= 'A' && c <= 'Z') ? static_cast<char>(c | add) : c;
      *source++ = index_++;
    }
    const int32_t count = static_cast<int32_t>(at_ - first);
    end_ += count;
    chars_ += count;
  }

  void Isolate(char32_t c, int32_t source) {
    EndWord();
    Append(c, source);
    EndWord();
  }

  void Append(char32_t c, int32_t source) {
    const int32_t begin = end_;
    U8_APPEND_UNSAFE(out_.bytes.data(), end_, static_cast<UChar32>(c));
    std::fill(out_.source.begin() + begin, out_.source.begin() + end_, source);
    ++chars_;
  }

  // The run up to the next ASCII character that is not removed, cleaned; ideographs stand
  // between blanks.
  std::vector<Char> ReadRun() {
    std::vector<Char> run;
    int32_t at = static_cast<int32_t>(at_);
    const int32_t size = static_cast<int32_t>(text_.size());
    while (at < size) {
      const Kind kind = kKind[static_cast<uint8_t>(text_[at])];
      if (kind != kNotAscii && kind != kRemoved) break;
      UChar32 decoded;
      U8_NEXT_OR_FFFD(text_.data(), at, size, decoded);
      const char32_t c = static_cast<char32_t>(decoded);
      const int32_t source = index_++;
      if (bert_unicode::IsRemoved(c)) continue;
      const bool cjk = bert_unicode::IsCjk(c);
      if (cjk) run.push_back({' ', source, false});
      run.push_back({bert_unicode::IsSpace(c) ? U' ' : c, source, false});
      if (cjk) run.push_back({' ', source, false});
    }
    at_ = static_cast<size_t>(at);
    return run;
  }

  void NotAscii() {
    std::vector<Char> run = ReadRun();
    if (config_.strip_accents) run = StripAccents(run);
    // Room for 5 bytes a character (İ needs "i" and 2 more) and for the text not yet read.
    const size_t room = end_ + 5 * run.size() + (text_.size() - at_);
    if (out_.bytes.size() < room) Grow(std::max(room, 2 * out_.bytes.size()));
    for (const auto& [c, source, extra] : run) {
      if (c == ' ') {
        EndWord();
        continue;
      }
      const char32_t lower = config_.lowercase ? bert_unicode::Lower(c) : c;
      if (bert_unicode::IsPunctuation(lower)) {
        Isolate(lower, source);
        continue;
      }
      Append(lower, source);
      if (config_.lowercase && c == 0x130) Append(0x307, source);
    }
  }

  const BasicTokenizerConfig& config_;
  const std::string_view text_;
  size_t at_ = 0;  // byte of the text to read next
  int32_t index_;  // its code point
  Words& out_;
  int32_t begin_ = 0;  // bytes of the open word
  int32_t end_ = 0;
  int32_t chars_ = 0;  // its code points
};

}  // namespace

absl::Status CheckTextSize(size_t bytes) {
  if (bytes <= kLongestText) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("a text of ", bytes, " bytes, expected at most ", kLongestText));
}

int32_t BasicTokenizer::Split(std::string_view text, int32_t first,
                              Words* words) const {
  CHECK_LE(text.size(), kLongestText);
  return Splitter(config_, text, first, words).Run();
}

}  // namespace graft
