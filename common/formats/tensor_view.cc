#include "common/formats/tensor_view.h"

#include <algorithm>
#include <array>

#include "common/base/strings.h"

namespace graft {
namespace {

struct Info {
  std::string_view name;
  int64_t size;
};

constexpr std::array<Info, 15> kInfo = {{{"BOOL", 1},
                                         {"U8", 1},
                                         {"I8", 1},
                                         {"F8_E5M2", 1},
                                         {"F8_E4M3", 1},
                                         {"I16", 2},
                                         {"U16", 2},
                                         {"F16", 2},
                                         {"BF16", 2},
                                         {"I32", 4},
                                         {"U32", 4},
                                         {"F32", 4},
                                         {"F64", 8},
                                         {"I64", 8},
                                         {"U64", 8}}};
static_assert(kInfo.size() == static_cast<size_t>(DType::kU64) + 1);

}  // namespace

std::string_view DTypeName(DType dtype) {
  return kInfo[static_cast<size_t>(dtype)].name;
}

std::optional<DType> ParseDType(std::string_view name) {
  for (size_t i = 0; i < kInfo.size(); ++i)
    if (kInfo[i].name == name) return static_cast<DType>(i);
  return std::nullopt;
}

std::string DTypeNames() {
  std::string names;
  for (const Info& info : kInfo) names += StrCat(names.empty() ? "" : ", ", info.name);
  return names;
}

int64_t DTypeSize(DType dtype) { return kInfo[static_cast<size_t>(dtype)].size; }

std::string ShapeText(const std::vector<int64_t>& shape) {
  std::string text = "[";
  for (const int64_t size : shape) text += StrCat(text.size() == 1 ? "" : ",", size);
  return text + "]";
}

std::optional<int64_t> ByteSize(DType dtype, const std::vector<int64_t>& shape) {
  int64_t bytes = DTypeSize(dtype);  // as if each size were at least 1
  bool empty = false;
  for (const int64_t size : shape) {
    empty |= size == 0;
    if (size < 0 || __builtin_mul_overflow(bytes, std::max<int64_t>(size, 1), &bytes))
      return std::nullopt;
  }
  return empty ? 0 : bytes;
}

}  // namespace graft
