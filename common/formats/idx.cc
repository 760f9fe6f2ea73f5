#include "common/formats/idx.h"

#include <cstdint>
#include <optional>

namespace graft {
namespace {

constexpr size_t kMagic = 4, kSize = 4;
constexpr int kUnsignedByte = 8;

int64_t BigEndian(std::span<const std::byte> bytes) {
  int64_t value = 0;
  for (const std::byte byte : bytes) value = value << 8 | std::to_integer<int>(byte);
  return value;
}

std::string_view TypeName(int type) {
  switch (type) {
    case 0x09:
      return "signed bytes";
    case 0x0B:
      return "16-bit integers";
    case 0x0C:
      return "32-bit integers";
    case 0x0D:
      return "float32";
    case 0x0E:
      return "float64";
    default:
      return "no type that IDX has";
  }
}

absl::Status Wrong(const std::string& path, const std::string& what) {
  return absl::InvalidArgumentError(StrCat(path, ": ", what));
}

// The number of sizes.
absl::StatusOr<size_t> ParseMagic(std::span<const std::byte> file,
                                  const std::string& path) {
  if (file.size() < kMagic || file[0] != std::byte{0} || file[1] != std::byte{0})
    return Wrong(path, file.size() >= 2 && BigEndian(file.first(2)) == 0x1F8B
                           ? "is a gzip file, not an IDX file; unpack it first"
                           : "is no IDX file: expected it to begin with two zeros, the "
                             "element's type and the number of sizes");
  const int type = std::to_integer<int>(file[2]);
  if (type != kUnsignedByte)
    return Wrong(path, StrCat("holds elements of type ", type, " (", TypeName(type),
                              "); expected 8, unsigned bytes"));
  return std::to_integer<size_t>(file[3]);
}

}  // namespace

absl::StatusOr<TensorView> ParseIdx(std::span<const std::byte> file,
                                    const std::string& path) {
  ASSIGN_OR_RETURN(const size_t sizes, ParseMagic(file, path));
  const size_t header = kMagic + sizes * kSize;
  if (file.size() < header)
    return Wrong(path, StrCat("ends within its header: ", sizes, " sizes need ", header,
                              " bytes, found ", file.size()));
  TensorView tensor{path, DType::kU8, {}, file.subspan(header)};
  for (size_t i = 0; i < sizes; ++i)
    tensor.shape.push_back(BigEndian(file.subspan(kMagic + i * kSize, kSize)));
  const std::optional<int64_t> expected = ByteSize(tensor.dtype, tensor.shape);
  if (!expected || static_cast<uint64_t>(*expected) != tensor.bytes.size())
    return Wrong(path, StrCat("its sizes ", ShapeText(tensor.shape), " do not fit the ",
                              tensor.bytes.size(), " bytes after its header",
                              "; is the file truncated?"));
  return tensor;
}

}  // namespace graft
