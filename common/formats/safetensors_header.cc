#include "common/formats/safetensors_header.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <utility>

#include "common/base/check.h"
#include "common/base/json.h"

namespace graft {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr size_t kLengthBytes = 8;
constexpr uint64_t kMaxHeader = 100'000'000;  // the reference's limit
constexpr std::string_view kMetadata = "__metadata__";
constexpr std::string_view kDamaged = "; the file is damaged";

template <class... Parts>
absl::Status Bad(const Parts&... parts) {
  return absl::InvalidArgumentError(StrCat(parts..., kDamaged));
}

// The header's text, and where the data begin.
absl::StatusOr<std::string_view> HeaderText(std::span<const std::byte> file) {
  if (file.size() < kLengthBytes)
    return Bad("expected a safetensors file of at least 8 bytes, found ", file.size());
  uint64_t length;
  std::memcpy(&length, file.data(), kLengthBytes);
  const uint64_t rest = file.size() - kLengthBytes;
  if (length > kMaxHeader)
    return Bad("expected a header of at most ", kMaxHeader,
               " bytes, found a length of ", length, " (is this a safetensors file?)");
  if (length > rest)
    return Bad("the header claims ", length, " bytes but the file has only ", rest,
               " after its length (cut short?)");
  const std::string_view text(reinterpret_cast<const char*>(file.data()) + kLengthBytes,
                              length);
  if (!text.starts_with('{')) return Bad("expected the header to begin with '{'");
  return text;
}

// A list of integers ≥ 0.
absl::StatusOr<std::vector<int64_t>> Sizes(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array())
    return Bad("expected \"", key, "\" to be a list of integers, found ",
               found == object.end() ? "none" : DescribeJson(*found));
  std::vector<int64_t> sizes;
  constexpr uint64_t kMax = std::numeric_limits<int64_t>::max();
  for (const Json& size : *found) {
    if (!size.is_number_unsigned() || size.get<uint64_t>() > kMax)
      return Bad("expected \"", key, "\" to hold integers from 0 to 2^63 - 1, found ",
                 DescribeJson(size));
    sizes.push_back(size.get<int64_t>());
  }
  return sizes;
}

absl::StatusOr<TensorView> ParseTensor(const std::string& name, const Json& entry,
                                       std::span<const std::byte> data) {
  RETURN_IF_ERROR(CheckKnownKeys(entry, {"dtype", "shape", "data_offsets"}));
  ASSIGN_OR_RETURN(const std::string type, GetString(entry, "dtype"));
  const auto dtype = ParseDType(type);
  if (!dtype)
    return absl::InvalidArgumentError(StrCat("expected \"dtype\" to be one of ",
                                             DTypeNames(), ", found ",
                                             DescribeJson(type)));
  ASSIGN_OR_RETURN(std::vector<int64_t> shape, Sizes(entry, "shape"));
  ASSIGN_OR_RETURN(const std::vector<int64_t> offsets, Sizes(entry, "data_offsets"));
  if (offsets.size() != 2 || offsets[0] > offsets[1])
    return Bad("expected \"data_offsets\" to be [begin, end] with begin ≤ end, found ",
               ShapeText(offsets));
  const auto [begin, end] = std::pair(offsets[0], offsets[1]);
  if (static_cast<uint64_t>(end) > data.size())
    return Bad("its data end at byte ", end, " but the file has only ", data.size(),
               " bytes of data (cut short?)");
  const auto bytes = ByteSize(*dtype, shape);
  if (!bytes || *bytes != end - begin)
    return Bad(type, " ", ShapeText(shape), " takes ",
               bytes ? std::to_string(*bytes) : "more than 2^63", " bytes, but ",
               "\"data_offsets\" give it ", end - begin);
  return TensorView{name, *dtype, std::move(shape), data.subspan(begin, end - begin)};
}

// The tensors, sorted by place, must cover the data without gap or overlap.
absl::Status CheckCover(const std::vector<TensorView>& tensors,
                        std::span<const std::byte> data) {
  size_t covered = 0;
  for (const TensorView& tensor : tensors) {
    const size_t begin = tensor.bytes.data() - data.data();
    if (begin != covered)
      return Bad("tensor \"", tensor.name, "\": expected its data to begin at byte ",
                 covered, ", where the tensor before it ends, found ", begin);
    covered += tensor.bytes.size();
  }
  if (covered != data.size())
    return Bad("the tensors end at byte ", covered, " of the data but the file has ",
               data.size(), " bytes of data");
  return absl::OkStatus();
}

absl::Status CheckAligned(const std::vector<TensorView>& tensors,
                          std::span<const std::byte> file) {
  for (const TensorView& tensor : tensors) {
    const size_t place = tensor.bytes.data() - file.data();
    if (place % DTypeSize(tensor.dtype) != 0 && !tensor.bytes.empty())
      return absl::InvalidArgumentError(StrCat(
          "tensor \"", tensor.name, "\": expected its ", DTypeName(tensor.dtype),
          " data to begin at a multiple of ", DTypeSize(tensor.dtype), " bytes, found ",
          place, "; load and save the file once with Python's safetensors"));
  }
  return absl::OkStatus();
}

absl::StatusOr<SafetensorsContents> Parse(std::span<const std::byte> file) {
  ASSIGN_OR_RETURN(const std::string_view text, HeaderText(file));
  ASSIGN_OR_RETURN(const Json header, ParseJson(text, "the header"));
  const auto data = file.subspan(kLengthBytes + text.size());
  SafetensorsContents contents;
  for (const auto& [name, entry] : header.items()) {
    if (name != kMetadata) {
      auto tensor = ParseTensor(name, entry, data);
      if (!tensor.ok())
        return WithContext(tensor.status(), StrCat("tensor ", DescribeJson(name)));
      contents.tensors.push_back(*std::move(tensor));
      continue;
    }
    if (!entry.is_object())
      return Bad(kMetadata, ": expected an object, found ", DescribeJson(entry));
    for (const auto& item : entry.items()) {
      const auto value = GetString(entry, item.key());
      if (!value.ok()) return WithContext(value.status(), kMetadata);
      contents.metadata.emplace(item.key(), *value);
    }
  }
  const auto place = [](const TensorView& tensor) {
    return std::pair(tensor.bytes.data(), tensor.bytes.size());
  };
  std::stable_sort(contents.tensors.begin(), contents.tensors.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
  RETURN_IF_ERROR(CheckCover(contents.tensors, data));
  RETURN_IF_ERROR(CheckAligned(contents.tensors, file));
  return contents;
}

// `text` as a JSON string; an error if it is not UTF-8.
absl::StatusOr<std::string> Quoted(std::string_view text) {
  const std::string quoted = DumpJson(Json(text));
  const auto back = ParseJson(quoted, "name");
  if (back.ok() && *back == Json(text)) return quoted;
  return absl::InvalidArgumentError(
      StrCat("expected names and metadata in UTF-8, found ", quoted));
}

absl::StatusOr<std::string> MetadataText(
    const std::map<std::string, std::string>& metadata) {
  std::string text;
  for (const auto& [key, value] : metadata) {
    ASSIGN_OR_RETURN(const std::string quoted_key, Quoted(key));
    ASSIGN_OR_RETURN(const std::string quoted_value, Quoted(value));
    text += StrCat(text.empty() ? "" : ",", quoted_key, ":", quoted_value);
  }
  return StrCat("\"", kMetadata, "\":{", text, "}");
}

}  // namespace

absl::StatusOr<SafetensorsContents> ParseSafetensors(std::span<const std::byte> file,
                                                     std::string_view what) {
  auto contents = Parse(file);
  if (!contents.ok()) return WithContext(contents.status(), what);
  return contents;
}

absl::StatusOr<std::string> SafetensorsPrefix(
    const std::vector<TensorView>& tensors,
    const std::map<std::string, std::string>& metadata) {
  std::string header;
  if (!metadata.empty()) {
    ASSIGN_OR_RETURN(header, MetadataText(metadata));
  }
  size_t begin = 0;
  for (const TensorView& tensor : tensors) {
    CHECK_EQ(ByteSize(tensor.dtype, tensor.shape).value_or(-1),
             static_cast<int64_t>(tensor.bytes.size()))
        << tensor.name << " " << ShapeText(tensor.shape);
    ASSIGN_OR_RETURN(const std::string name, Quoted(tensor.name));
    const size_t end = begin + tensor.bytes.size();
    header += StrCat(header.empty() ? "" : ",", name, ":{\"dtype\":\"",
                     DTypeName(tensor.dtype), "\",\"shape\":", ShapeText(tensor.shape),
                     ",\"data_offsets\":[", begin, ",", end, "]}");
    begin = end;
  }
  header = StrCat("{", header, "}");
  header.resize((header.size() + 7) / 8 * 8, ' ');
  if (header.size() > kMaxHeader)
    return absl::InvalidArgumentError(StrCat("the header would take ", header.size(),
                                             " bytes; the format allows ", kMaxHeader,
                                             ": write fewer tensors or less metadata"));
  const uint64_t length = header.size();
  return std::string(reinterpret_cast<const char*>(&length), kLengthBytes) + header;
}

}  // namespace graft
