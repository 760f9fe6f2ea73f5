// Any bytes either are no sparse diff of this trunk, or every index lies in its tensor and the
// diff makes up the same file again.
#include <cstdint>
#include <cstring>
#include <span>

#include "common/base/check.h"
#include "peft/diff_pruning/sparse_diff.h"

namespace {

const graft::TrunkShapes& Trunk() {
  static const auto* shapes = new graft::TrunkShapes{{"a", {2, 3}}, {"b.bias", {5}}};
  return *shapes;
}

void CheckFile(const std::string& file) {
  const auto contents = graft::ParseSafetensors(std::as_bytes(std::span(file)), "fuzz");
  if (!contents.ok()) return;
  const auto diff = graft::ParseSparseDiff(*contents, Trunk(), "fuzz");
  if (!diff.ok()) return;
  int64_t elements = 0;
  for (const graft::SparseTensor& t : *diff) {
    const int32_t size = t.name == "a" ? 6 : 5;
    CHECK_EQ(t.indices.size(), t.values.size());
    for (const int32_t index : t.indices) CHECK(index >= 0 && index < size) << index;
    elements += static_cast<int64_t>(t.indices.size());
  }
  CHECK_GE(graft::SparseDiffBytes(*diff), 8 * elements);
}

}  // namespace

// Once as it is; once as the data of indices and values behind a header that is right.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  CheckFile(std::string(reinterpret_cast<const char*>(data), size));
  graft::SparseDiff diff = {{"a", {2, 3}, {}, {}}};
  for (size_t i = 0; i + 8 <= size && i < 64; i += 8) {
    int32_t index = 0;
    float value = 0;
    std::memcpy(&index, data + i, 4);
    std::memcpy(&value, data + i + 4, 4);
    diff[0].indices.push_back(index % 9);
    diff[0].values.push_back(value);
  }
  const auto bytes = [](const auto& v) { return std::as_bytes(std::span(v)); };
  const auto count = static_cast<int64_t>(diff[0].indices.size());
  const auto parsed = graft::ParseSparseDiff(
      {{{"a.indices", graft::DType::kI32, {count}, bytes(diff[0].indices)},
        {"a.values", graft::DType::kF32, {count}, bytes(diff[0].values)}},
       {{"format", "graft.sparse_diff.1"}, {"shape a", "[2,3]"}}},
      Trunk(), "fuzz");
  if (parsed.ok()) CHECK(*parsed == diff);
  return 0;
}
