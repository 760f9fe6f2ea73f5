#include "common/text/byte_bpe.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <queue>

#include "common/base/check.h"
#include "common/text/basic_tokenizer.h"
#include "common/text/gpt2_words.h"

namespace graft {
namespace {

// How files write each byte: printable Latin-1 as itself, the others as U+0100, U+0101, …
const std::array<std::string, 256>& ByteAlphabet() {
  static const auto alphabet = [] {
    std::array<std::string, 256> made;
    int32_t next = 0x100;
    for (int32_t byte = 0; byte < 256; ++byte) {
      const bool printable =
          (byte > 0x20 && byte < 0x7F) || (byte > 0xA0 && byte != 0xAD);
      const int32_t c = printable ? byte : next++;
      char utf8[4];
      int32_t size = 0;
      U8_APPEND_UNSAFE(utf8, size, c);
      made[byte].assign(utf8, size);
    }
    return made;
  }();
  return alphabet;
}

// A text made valid UTF-8, and the index of the code point that each byte belongs to.
struct ValidText {
  std::string bytes;
  std::vector<int32_t> index;
};

ValidText MakeValid(std::string_view text) {
  CHECK_LE(text.size(), kLongestText);
  ValidText valid;
  valid.bytes.reserve(text.size());
  valid.index.reserve(text.size());
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t at = 0, index = 0; at < size; ++index) {
    UChar32 c;
    U8_NEXT_OR_FFFD(text.data(), at, size, c);
    char utf8[4];
    int32_t length = 0;
    U8_APPEND_UNSAFE(utf8, length, c);
    valid.bytes.append(utf8, length);
    valid.index.resize(valid.bytes.size(), index);
  }
  return valid;
}

// Where the white space that ends at `end` begins, at or after `begin`.
size_t SpaceBefore(std::string_view text, size_t begin, size_t end) {
  const char* bytes = text.data();
  auto at = static_cast<int32_t>(end);
  const auto first = static_cast<int32_t>(begin);
  while (at > first) {
    int32_t before = at;
    UChar32 c;
    U8_PREV_OR_FFFD(bytes, first, before, c);
    if (Gpt2ClassOf(static_cast<char32_t>(c)) != Gpt2Class::kSpace) break;
    at = before;
  }
  return static_cast<size_t>(at);
}

uint64_t Key(int32_t left, int32_t right) {
  return static_cast<uint64_t>(left) << 32 | static_cast<uint32_t>(right);
}

absl::StatusOr<std::unordered_map<std::string, int32_t>> IdsOf(
    const std::vector<std::string>& tokens) {
  std::unordered_map<std::string, int32_t> ids;
  for (size_t id = 0; id < tokens.size(); ++id) {
    if (tokens[id].empty())
      return absl::InvalidArgumentError(StrCat("token ", id, " is empty"));
    const auto [found, is_new] = ids.emplace(tokens[id], static_cast<int32_t>(id));
    if (!is_new)
      return absl::InvalidArgumentError(StrCat("\"", tokens[id], "\" is token ",
                                               found->second, " and again token ", id));
  }
  return ids;
}

}  // namespace

// One word on its way from bytes to tokens: pieces in a list, and a heap of the pairs that
// may be merged, the first learned on top and of equals the leftmost. A merged pair leaves
// others in the heap that no longer stand; they are known by their neighbours' ids.
class ByteBpe::WordMerger {
 public:
  struct Piece {
    int32_t id;
    int32_t size;            // bytes; 0: merged into one before it
    int32_t previous, next;  // -1: none
  };

  WordMerger(const ByteBpe& bpe, std::string_view word) : bpe_(bpe) {
    const auto size = static_cast<int32_t>(word.size());
    for (int32_t i = 0; i < size; ++i)
      pieces_.push_back({bpe.byte_ids_[static_cast<uint8_t>(word[i])], 1, i - 1,
                         i + 1 < size ? i + 1 : -1});
    for (int32_t i = 0; i + 1 < size; ++i) Offer(i);
  }

  // The pieces that are left, in order, among others of size 0.
  const std::vector<Piece>& Run() {
    while (!heap_.empty()) {
      const Candidate top = heap_.top();
      heap_.pop();
      if (Stands(top)) Merge(top);
    }
    return pieces_;
  }

 private:
  struct Candidate {
    int32_t rank, at, id;
    bool operator<(const Candidate& other) const {  // the heap's top is its largest
      return rank != other.rank ? rank > other.rank : at > other.at;
    }
  };

  void Offer(int32_t at) {
    const int32_t next = pieces_[at].next;
    if (const Merged* merged = bpe_.Find(pieces_[at].id, pieces_[next].id))
      heap_.push({merged->rank, at, merged->id});
  }

  bool Stands(const Candidate& candidate) const {
    const Piece& piece = pieces_[candidate.at];
    if (piece.size == 0 || piece.next < 0) return false;
    const Merged* merged = bpe_.Find(piece.id, pieces_[piece.next].id);
    return merged != nullptr && merged->id == candidate.id;
  }

  void Merge(const Candidate& candidate) {
    Piece& left = pieces_[candidate.at];
    Piece& right = pieces_[left.next];
    left.id = candidate.id;
    left.size += right.size;
    right.size = 0;
    left.next = right.next;
    if (left.next >= 0) {
      pieces_[left.next].previous = candidate.at;
      Offer(candidate.at);
    }
    if (left.previous >= 0) Offer(left.previous);
  }

  const ByteBpe& bpe_;
  std::vector<Piece> pieces_;
  std::priority_queue<Candidate> heap_;
};

// The tokens of one text, on their way into an encoding.
struct ByteBpe::Sink {
  const bool after_blank;  // whether texts get a blank in front
  const size_t limit;      // of tokens in `out`
  Encoding* const out;
  const size_t first_token = out->size();

  bool full() const { return out->size() >= limit; }

  // Code points [first, last), without the blanks at their ends: HF's trim_offsets, with
  // what it does to the first token where a blank may have been put in front.
  void Add(int32_t id, int32_t first, int32_t last, int32_t leading, int32_t trailing) {
    const bool is_first = out->size() == first_token || first == 0;
    if (leading == 1 && after_blank && is_first) leading = 0;
    first = std::min(first + leading, last);
    if (trailing <= last) last = std::max(last - trailing, first);
    out->Add(id, first, last);
  }
};

// A part of a text between special tokens.
struct ByteBpe::Segment {
  std::string bytes;     // what is cut into words
  const int32_t* index;  // code point of each byte, but of one that was put in front
  size_t added;  // 1 if the first byte is a blank that was put there, at the place
                 // of the character after it

  int32_t Index(size_t byte) const { return index[std::max(byte, added) - added]; }
};

absl::StatusOr<ByteBpe> ByteBpe::Create(std::vector<std::string> tokens,
                                        std::string_view name,
                                        const std::vector<BpeMerge>& merges,
                                        const ByteBpeConfig& config) {
  const auto ids = IdsOf(tokens);
  if (!ids.ok()) return WithContext(ids.status(), name);
  std::string_view missing;
  const auto find = [&](std::string_view token) {
    const auto found = ids->find(std::string(token));
    if (found != ids->end()) return found->second;
    missing = token;
    return -1;
  };
  ByteBpe bpe(
      {.begin = find("<s>"), .end = find("</s>"), .between = 2, .second_type = 0},
      config);
  for (size_t byte = 0; byte < 256; ++byte)
    bpe.byte_ids_[byte] = find(ByteAlphabet()[byte]);
  for (size_t i = 0; i < kSpecial.size(); ++i) bpe.special_[i] = find(kSpecial[i]);
  if (!missing.empty())
    return absl::InvalidArgumentError(StrCat(
        name, ": no token is ", missing, " (of ", tokens.size(),
        "); expected the vocabulary of a RoBERTa: its special tokens, and one for "
        "each byte"));
  for (const BpeMerge& merge : merges) RETURN_IF_ERROR(bpe.AddMerge(*ids, merge));
  bpe.tokens_ = std::move(tokens);
  return bpe;
}

absl::Status ByteBpe::AddMerge(const std::unordered_map<std::string, int32_t>& ids,
                               const BpeMerge& merge) {
  const auto error = [&](const auto&... why) {
    return absl::InvalidArgumentError(StrCat(merge.where, ": merge \"", merge.left, " ",
                                             merge.right, "\": ", why...));
  };
  const std::string whole = merge.left + merge.right;
  for (const std::string& part : {merge.left, merge.right, whole})
    if (!ids.contains(part))
      return error("\"", part, "\" is no token of the vocabulary");
  const auto rank = static_cast<int32_t>(merges_.size());
  const uint64_t key = Key(ids.at(merge.left), ids.at(merge.right));
  if (!merges_.emplace(key, Merged{rank, ids.at(whole)}).second)
    return error("it was given before");
  return absl::OkStatus();
}

const ByteBpe::Merged* ByteBpe::Find(int32_t left, int32_t right) const {
  const auto found = merges_.find(Key(left, right));
  return found == merges_.end() ? nullptr : &found->second;
}

std::string ByteBpe::Token(int32_t id) const {
  CHECK(id >= 0 && id < vocab_size()) << id;
  return tokens_[id];
}

// The place of the first special token at or after `from`, and its index in kSpecial; or
// the text's end and kSpecial.size().
std::pair<size_t, size_t> ByteBpe::NextSpecial(std::string_view text,
                                               size_t from) const {
  for (size_t at = text.find('<', from); at != text.npos; at = text.find('<', at + 1))
    for (size_t i = 0; i < kSpecial.size(); ++i)
      if (text.substr(at).starts_with(kSpecial[i])) return {at, i};
  return {text.size(), kSpecial.size()};
}

void ByteBpe::Append(std::string_view given, bool after_blank, size_t max_tokens,
                     Encoding* out) const {
  const ValidText text = MakeValid(given);
  Sink sink{.after_blank = after_blank, .limit = out->size() + max_tokens, .out = out};
  for (size_t at = 0; at < text.bytes.size() && !sink.full();) {
    const auto [special, which] = NextSpecial(text.bytes, at);
    const size_t end = which == kMask ? SpaceBefore(text.bytes, at, special) : special;
    if (end > at) {
      const bool add = after_blank && text.bytes[at] != ' ';
      AppendSegment({(add ? " " : "") + text.bytes.substr(at, end - at),
                     text.index.data() + at, add},
                    &sink);
    }
    if (which == kSpecial.size()) break;
    at = special + kSpecial[which].size();
    sink.Add(special_[which], text.index[end], text.index[at - 1] + 1,
             text.index[special] - text.index[end], 0);
  }
}

void ByteBpe::AppendSegment(const Segment& segment, Sink* sink) const {
  const std::string_view bytes = segment.bytes;
  for (size_t at = 0; at < bytes.size() && !sink->full();) {
    WordMerger merger(*this, bytes.substr(at, Gpt2WordSize(bytes.substr(at))));
    for (const WordMerger::Piece& piece : merger.Run()) {
      if (piece.size == 0) continue;
      const size_t end = at + piece.size;
      int32_t leading = 0, trailing = 0;
      while (leading < piece.size && bytes[at + leading] == ' ') ++leading;
      while (trailing < piece.size && bytes[end - 1 - trailing] == ' ') ++trailing;
      sink->Add(piece.id, segment.Index(at), segment.Index(end - 1) + 1, leading,
                trailing);
      at = end;
    }
  }
}

}  // namespace graft
