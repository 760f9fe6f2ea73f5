// Any bytes: an error, or sentences with one known tag a word.
#include <cstdint>
#include <string_view>

#include "common/base/check.h"
#include "common/data/conll.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  using namespace graft;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const absl::StatusOr<TagDataset> data = ParseConll(text, "fuzz");
  if (!data.ok()) return 0;
  CHECK_GT(data->size(), 0);
  for (const TaggedSentence& sentence : data->examples) {
    CHECK_EQ(sentence.words.size(), sentence.tags.size());
    CHECK(!sentence.words.empty());
    for (const int tag : sentence.tags)
      CHECK(tag >= 0 && static_cast<size_t>(tag) < data->labels.size());
  }
  // The labels that were found are all it needs.
  CHECK(ParseConll(text, "fuzz", data->labels).ok());
  return 0;
}
