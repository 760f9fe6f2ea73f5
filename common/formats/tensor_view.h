// TensorView: a tensor as files hold it: name, element type, shape, and bytes elsewhere.
//
// Elements lie in row-major order, little-endian. This is what formats read and write; it
// knows nothing of any tensor library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace graft {

// In the order of the safetensors reference, whose files are sorted by it.
enum class DType {
  kBool,
  kU8,
  kI8,
  kF8E5M2,
  kF8E4M3,
  kI16,
  kU16,
  kF16,
  kBF16,
  kI32,
  kU32,
  kF32,
  kF64,
  kI64,
  kU64,
};

// "F32", "BF16", … as safetensors spells them.
std::string_view DTypeName(DType dtype);
std::optional<DType> ParseDType(std::string_view name);
// "BOOL, U8, …": all of them, for error messages.
std::string DTypeNames();
// Bytes of one element.
int64_t DTypeSize(DType dtype);

struct TensorView {
  std::string name;
  DType dtype = DType::kF32;
  std::vector<int64_t> shape;        // empty: a scalar
  std::span<const std::byte> bytes;  // not owned
};

// "[2,3]"
std::string ShapeText(const std::vector<int64_t>& shape);

// Bytes of a tensor of that shape; nothing if a size is negative or the product overflows,
// also that of the sizes besides a 0: strides are products, too.
std::optional<int64_t> ByteSize(DType dtype, const std::vector<int64_t>& shape);

}  // namespace graft
