// Any bytes: an error, or sentences with one known tag a word and an id.
#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/check.h"
#include "common/data/conllu.h"

namespace {

void CheckText(const std::string& text) {
  const absl::StatusOr<graft::TagDataset> data = graft::ParseConllu(text, "fuzz");
  if (!data.ok()) return;
  CHECK_GT(data->size(), 0);
  for (const graft::TaggedSentence& sentence : data->examples) {
    CHECK(!sentence.id.empty());
    CHECK(!sentence.words.empty());
    CHECK_EQ(sentence.words.size(), sentence.tags.size());
    for (const int tag : sentence.tags)
      CHECK(tag >= 0 && static_cast<size_t>(tag) < data->labels.size());
  }
}

}  // namespace

// Once as it is, once as the word in a line that is well formed but for it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  CheckText(bytes);
  CheckText("# sent_id = " + bytes + "\n1\t" + bytes + "\t_\tNOUN\t_\t_\t_\t_\t_\t_\n");
  return 0;
}
