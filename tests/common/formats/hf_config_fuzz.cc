// Any bytes either are an error or a config that is written and read back the same.
#include <cstdint>

#include "common/base/check.h"
#include "common/formats/hf_config.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto config =
      graft::ParseHfConfig({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!config.ok()) return 0;
  const std::string text = graft::HfConfigText(*config);
  const auto again = graft::ParseHfConfig(text, "copy");
  CHECK(again.ok()) << again.status();
  CHECK_EQ(graft::HfConfigText(*again), text);
  return 0;
}
