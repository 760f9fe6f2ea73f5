// Any two texts, any limit: no crash, and what the headers promise of an Encoding; any
// merges.txt: an error or a tokenizer.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "common/base/check.h"
#include "common/base/runfiles.h"
#include "common/text/hf_byte_bpe.h"

namespace graft {
namespace {

const ByteBpe& Small() {
  static const ByteBpe small =
      LoadByteBpe(Runfile("tests/common/text/testdata/byte_bpe").value()).value();
  return small;
}

// Offsets lie in [0, size] and do not go back.
void CheckOffsets(const Encoding& e, size_t first, size_t last, size_t size) {
  std::pair<int32_t, int32_t> before = {0, 0};
  for (size_t i = first; i < last; ++i) {
    const auto [begin, end] = e.offsets[i];
    CHECK(before.first <= begin && before.second <= end && begin <= end);
    CHECK_LE(static_cast<size_t>(end), size);
    before = e.offsets[i];
  }
}

void CheckOne(const std::string& text, int32_t limit) {
  const Encoding whole = Small().Encode(text);
  CHECK(whole.size() == whole.types.size() && whole.size() == whole.offsets.size());
  CheckOffsets(whole, 1, whole.size() - 1, text.size());
  for (const int32_t id : whole.ids) CHECK(id >= 0 && id < Small().vocab_size());
  const Encoding cut = Small().Encode(text, limit);
  CHECK_EQ(cut.size(), std::min<size_t>(limit, whole.size()));
  CHECK(std::equal(cut.ids.begin(), cut.ids.end() - 1, whole.ids.begin()));
  CHECK(std::equal(cut.offsets.begin(), cut.offsets.end() - 1, whole.offsets.begin()));
}

void CheckPair(const std::string& a, const std::string& b, int32_t limit) {
  const size_t sizes = Small().Tokens(a).size() + Small().Tokens(b).size();
  CHECK_EQ(Small().EncodePair(a, b, limit).size(), std::min<size_t>(limit, sizes + 4));
  const std::vector<std::string> words = {a, b, a};
  const WordsEncoding e = Small().EncodeWords(words, limit);
  CHECK_EQ(e.first.size(), words.size());
  for (const int32_t first : e.first)
    CHECK(first == -1 ||
          (first > 0 && first + 1 < static_cast<int32_t>(e.tokens.size())));
}

void CheckMerges(const std::string& text) {
  const auto merges = ParseMerges(text, "fuzz");
  if (!merges.ok()) return;
  std::vector<std::string> tokens;
  for (int32_t id = 0; id < Small().vocab_size(); ++id)
    tokens.push_back(Small().Token(id));
  const auto bpe = ByteBpe::Create(tokens, "fuzz", *merges);
  if (bpe.ok()) bpe->Encode(text);
}

}  // namespace
}  // namespace graft

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const int32_t limit = 4 + data[0];
  const size_t cut = 2 + data[1] * (size - 2) / 256;
  const std::string a(data + 2, data + cut), b(data + cut, data + size);
  graft::CheckOne(a, limit);
  graft::CheckOne(b, limit);
  graft::CheckPair(a, b, limit);
  graft::CheckMerges(b);
  return 0;
}
