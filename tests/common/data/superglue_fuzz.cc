// Any bytes are an error or examples whose labels are in range, for every task and template.
#include <cstdint>

#include "common/base/check.h"
#include "common/data/superglue.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using graft::SuperGlueTask, graft::SuperGlueTemplate;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const char* name : {"boolq", "cb", "rte", "wic", "wsc"})
    for (const auto form : {SuperGlueTemplate::kQuestion, SuperGlueTemplate::kMarked}) {
      const auto read =
          graft::ParseSuperGlue(text, "fuzz", *graft::ParseSuperGlueTask(name), form);
      if (!read.ok()) continue;
      for (const graft::Example& example : read->examples)
        CHECK(example.label >= -1 &&
              example.label < static_cast<int>(read->labels.size()));
    }
  const auto copa = graft::ParseCopa(text, "fuzz");
  if (copa.ok())
    for (const auto& example : copa->examples) CHECK_EQ(example.choices.size(), 2u);
  return 0;
}
