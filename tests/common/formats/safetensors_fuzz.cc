// Any bytes either are no safetensors file, or their tensors can be read to the last byte
// and make up the file again.
#include <cstdint>
#include <cstring>

#include "common/base/check.h"
#include "common/formats/safetensors_header.h"

namespace {

// Reads every element's bytes; ASan sees a step outside of the file.
uint64_t Sum(const graft::SafetensorsContents& contents) {
  uint64_t sum = 0;
  for (const graft::TensorView& tensor : contents.tensors)
    for (const std::byte byte : tensor.bytes) sum += std::to_integer<uint64_t>(byte);
  return sum;
}

void CheckFile(const std::string& file) {
  const auto contents = graft::ParseSafetensors(std::as_bytes(std::span(file)), "fuzz");
  if (!contents.ok()) return;
  std::string copy = *graft::SafetensorsPrefix(contents->tensors, contents->metadata);
  for (const graft::TensorView& tensor : contents->tensors)
    copy.append(reinterpret_cast<const char*>(tensor.bytes.data()),
                tensor.bytes.size());
  const auto again = graft::ParseSafetensors(std::as_bytes(std::span(copy)), "copy");
  if (!again.ok())  // a header without padding may have aligned what ours does not
    CHECK(again.status().message().find("multiple of") != absl::string_view::npos)
        << again.status();
  else
    CHECK_EQ(Sum(*again), Sum(*contents));
}

}  // namespace

// Once as it is, once as header and 64 bytes of data, whose length no mutation can break.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  CheckFile(bytes);
  std::string framed(8, '\0');
  const uint64_t length = size;
  std::memcpy(framed.data(), &length, 8);
  CheckFile(framed + bytes + std::string(64, '\1'));
  return 0;
}
