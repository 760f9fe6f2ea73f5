#include "peft/diff_pruning/sparse_diff.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <utility>

#include "common/base/check.h"
#include "common/formats/safetensors.h"

namespace graft {
namespace {

constexpr char kFormat[] = "graft.sparse_diff.1";
constexpr std::string_view kIndices = ".indices", kValues = ".values",
                           kShape = "shape ";

absl::Status Bad(std::string_view what, const std::string& why) {
  return absl::InvalidArgumentError(StrCat(what, ": ", why));
}

// The views of a diff, and the metadata of its file.
struct Parts {
  std::vector<TensorView> views;
  std::map<std::string, std::string> metadata;
};

template <class T>
TensorView ViewOf(const std::string& name, DType dtype, const std::vector<T>& data) {
  return {
      name, dtype, {static_cast<int64_t>(data.size())}, std::as_bytes(std::span(data))};
}

Parts PartsOf(const SparseDiff& diff) {
  Parts parts;
  parts.metadata["format"] = kFormat;
  for (const SparseTensor& t : diff) {
    CHECK_EQ(t.indices.size(), t.values.size());
    if (t.indices.empty()) continue;
    parts.views.push_back(ViewOf(StrCat(t.name, kIndices), DType::kI32, t.indices));
    parts.views.push_back(ViewOf(StrCat(t.name, kValues), DType::kF32, t.values));
    parts.metadata[StrCat(kShape, t.name)] = ShapeText(t.shape);
  }
  return parts;
}

// The elements of a one-dimensional tensor of this type.
template <class T>
absl::StatusOr<std::vector<T>> Elements(const TensorView& view, DType dtype,
                                        std::string_view what) {
  if (view.dtype != dtype || view.shape.size() != 1)
    return Bad(what, StrCat("tensor ", view.name, " is ", DTypeName(view.dtype), " ",
                            ShapeText(view.shape), ", expected ", DTypeName(dtype),
                            " of one dimension"));
  std::vector<T> data(view.bytes.size() / sizeof(T));
  if (!data.empty()) std::memcpy(data.data(), view.bytes.data(), view.bytes.size());
  return data;
}

absl::Status CheckIndices(const SparseTensor& t, std::string_view what) {
  int64_t size = 1;
  for (const int64_t n : t.shape) size *= n;
  for (size_t i = 0; i < t.indices.size(); ++i) {
    const auto wrong = [&](const std::string& how) {
      return Bad(what,
                 StrCat("tensor ", t.name, kIndices, ": ", how, " at position ", i));
    };
    if (t.indices[i] < 0 || t.indices[i] >= size)
      return wrong(StrCat("index ", t.indices[i], ", expected 0 … ", size - 1));
    if (i > 0 && t.indices[i] <= t.indices[i - 1])
      return wrong(StrCat("index ", t.indices[i], " after ", t.indices[i - 1],
                          t.indices[i] == t.indices[i - 1]
                              ? ", a second time"
                              : ": expected ascending ones"));
  }
  return absl::OkStatus();
}

absl::Status CheckValues(const SparseTensor& t, std::string_view what) {
  if (t.values.size() != t.indices.size())
    return Bad(what, StrCat("tensor ", t.name, " has ", t.indices.size(),
                            " indices and ", t.values.size(), " values"));
  for (size_t i = 0; i < t.values.size(); ++i)
    if (!std::isfinite(t.values[i]))
      return Bad(what, StrCat("tensor ", t.name, kValues, ": ", t.values[i],
                              " at position ", i, ", expected a finite number"));
  return absl::OkStatus();
}

absl::Status CheckShape(const SparseTensor& t,
                        const std::map<std::string, std::string>& metadata,
                        std::string_view what) {
  const std::string key = StrCat(kShape, t.name);
  const auto shape = metadata.find(key);
  if (shape == metadata.end()) return Bad(what, StrCat("no metadata \"", key, "\""));
  if (shape->second != ShapeText(t.shape))
    return Bad(what, StrCat("tensor ", t.name, " belongs to one of shape ",
                            shape->second, "; the model's is ", ShapeText(t.shape),
                            ": it was made for another model"));
  int64_t size = 1;
  for (const int64_t n : t.shape) size *= n;
  if (size > std::numeric_limits<int32_t>::max())
    return Bad(what, StrCat("tensor ", t.name, " has ", size,
                            " elements, more than 32-bit indices reach"));
  return absl::OkStatus();
}

absl::StatusOr<SparseTensor> ParseTensor(const std::string& name,
                                         const TensorView& indices,
                                         const TensorView& values,
                                         const SafetensorsContents& contents,
                                         const TrunkShapes& trunk,
                                         std::string_view what) {
  const auto shape = trunk.find(name);
  if (shape == trunk.end())
    return Bad(what, StrCat("the model has no tensor ", name,
                            ": the file was made for another model"));
  SparseTensor t{name, shape->second, {}, {}};
  RETURN_IF_ERROR(CheckShape(t, contents.metadata, what));
  ASSIGN_OR_RETURN(t.indices, Elements<int32_t>(indices, DType::kI32, what));
  ASSIGN_OR_RETURN(t.values, Elements<float>(values, DType::kF32, what));
  RETURN_IF_ERROR(CheckIndices(t, what));
  RETURN_IF_ERROR(CheckValues(t, what));
  return t;
}

// name → its "<name><suffix>".
using ByName = std::map<std::string, const TensorView*>;

absl::Status Sort(const SafetensorsContents& contents, std::string_view what,
                  ByName& indices, ByName& values) {
  for (const TensorView& view : contents.tensors) {
    bool known = false;
    for (const auto& [suffix, into] :
         {std::pair(kIndices, &indices), std::pair(kValues, &values)})
      if (view.name.ends_with(suffix)) {
        (*into)[view.name.substr(0, view.name.size() - suffix.size())] = &view;
        known = true;
      }
    if (!known)
      return Bad(what, StrCat("tensor ", view.name, ": expected names that end in ",
                              kIndices, " or ", kValues));
  }
  for (const auto& [name, view] : values)
    if (!indices.contains(name))
      return Bad(what, StrCat("tensor ", name, kIndices, " is missing"));
  for (const auto& [name, view] : indices)
    if (!values.contains(name))
      return Bad(what, StrCat("tensor ", name, kValues, " is missing"));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SparseDiff> ParseSparseDiff(const SafetensorsContents& contents,
                                           const TrunkShapes& trunk,
                                           std::string_view what) {
  const auto format = contents.metadata.find("format");
  if (format == contents.metadata.end() || format->second != kFormat)
    return Bad(what, StrCat("no sparse diff: metadata \"format\" is not ", kFormat));
  ByName indices, values;
  RETURN_IF_ERROR(Sort(contents, what, indices, values));
  SparseDiff diff;
  for (const auto& [name, view] : indices) {
    ASSIGN_OR_RETURN(SparseTensor tensor,
                     ParseTensor(name, *view, *values.at(name), contents, trunk, what));
    diff.push_back(std::move(tensor));
  }
  return diff;
}

absl::StatusOr<SparseDiff> ReadSparseDiff(const std::string& path,
                                          const TrunkShapes& trunk) {
  ASSIGN_OR_RETURN(const auto file, SafetensorsFile::Open(path));
  return ParseSparseDiff({file->tensors(), file->metadata()}, trunk, path);
}

absl::Status WriteSparseDiff(const std::string& path, const SparseDiff& diff) {
  const Parts parts = PartsOf(diff);
  return WriteSafetensors(path, parts.views, parts.metadata);
}

int64_t SparseDiffBytes(const SparseDiff& diff) {
  const Parts parts = PartsOf(diff);
  const auto prefix = SafetensorsPrefix(parts.views, parts.metadata);
  CHECK(prefix.ok()) << prefix.status();
  int64_t bytes = static_cast<int64_t>(prefix->size());
  for (const TensorView& view : parts.views)
    bytes += static_cast<int64_t>(view.bytes.size());
  return bytes;
}

}  // namespace graft
