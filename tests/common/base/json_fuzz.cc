// Any bytes either fail to parse or survive writing and reading.
#include <cstdint>

#include "common/base/check.h"
#include "common/base/json.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto json =
      graft::ParseJson({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!json.ok()) return 0;
  const auto again = graft::ParseJson(graft::DumpJson(*json), "dump");
  CHECK(again.ok()) << again.status();
  CHECK(*again == *json);
  return 0;
}
