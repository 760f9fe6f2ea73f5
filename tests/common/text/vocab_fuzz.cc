// Any bytes as a vocabulary: an error, or every token is found again, whole and as a prefix.
#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/check.h"
#include "common/text/vocab.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto vocab = graft::Vocab::Parse(text, "fuzz");
  if (!vocab.ok()) {
    CHECK(std::string_view(vocab.status().message().data(), 4) == "fuzz");
    return 0;
  }
  for (int32_t id = 0; id < vocab->size(); ++id) {
    const std::string_view token = vocab->Token(id);
    CHECK_EQ(vocab->Find(token), id);
    CHECK_EQ(vocab->LongestPrefix(0, token).id, id);
    CHECK_EQ(vocab->Find(std::string(token) + '\n'), -1);
  }
  vocab->LongestPrefix(vocab->Node("##"), text);
  return 0;
}
