// Any text is read or refused, and what was read is written and read again as it was.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "algorithms/text/literal.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace graft::text;
  const auto literal = ParseLiteral({reinterpret_cast<const char*>(data), size});
  if (!literal.ok()) {
    if (literal.error().position > size) std::abort();
    return 0;
  }
  const auto again = ParseLiteral(FormatLiteral(*literal));
  if (!again.ok() || !(*again == *literal)) std::abort();
  return 0;
}
