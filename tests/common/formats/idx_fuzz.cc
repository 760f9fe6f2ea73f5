// Any bytes: an error, or as many elements as the sizes say, all of which can be read.
#include <cstdint>

#include "common/base/check.h"
#include "common/formats/idx.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto tensor = graft::ParseIdx(std::as_bytes(std::span(data, size)), "fuzz");
  if (!tensor.ok()) return 0;
  int64_t elements = 1, sum = 0;
  for (const int64_t length : tensor->shape) elements *= length;
  CHECK_EQ(static_cast<size_t>(elements), tensor->bytes.size());
  for (const std::byte byte : tensor->bytes) sum += std::to_integer<int64_t>(byte);
  CHECK_LE(sum, 255 * elements);
  return 0;
}
