#include "common/models/weights.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "common/base/check.h"
#include "common/formats/hf_checkpoint.h"
#include "common/formats/safetensors.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

std::optional<at::ScalarType> ScalarTypeOf(DType dtype) {
  switch (dtype) {
    case DType::kF32:
      return at::kFloat;
    case DType::kF64:
      return at::kDouble;
    case DType::kF16:
      return at::kHalf;
    case DType::kBF16:
      return at::kBFloat16;
    case DType::kI64:
      return at::kLong;
    case DType::kI32:
      return at::kInt;
    case DType::kI16:
      return at::kShort;
    case DType::kI8:
      return at::kChar;
    case DType::kU8:
      return at::kByte;
    case DType::kBool:
      return at::kBool;
    default:
      return std::nullopt;
  }
}

DType DTypeOf(at::ScalarType type) {
  switch (type) {
    case at::kFloat:
      return DType::kF32;
    case at::kDouble:
      return DType::kF64;
    case at::kBFloat16:
      return DType::kBF16;
    case at::kLong:
      return DType::kI64;
    case at::kByte:
      return DType::kU8;
    default:
      CHECK(false) << "no safetensors type for " << type;
  }
  std::abort();
}

// A tensor on the file's own pages; `owner` keeps them mapped for as long as it lives.
template <class Owner>
absl::StatusOr<at::Tensor> Wrap(const TensorView& view, const Owner& owner,
                                const std::string& path) {
  const std::optional<at::ScalarType> type = ScalarTypeOf(view.dtype);
  if (!type)
    return absl::UnimplementedError(StrCat(
        path, ": tensor ", view.name, " has element type ", DTypeName(view.dtype),
        ", which models do not use; convert it to F32, F16 or BF16"));
  if (view.bytes.empty()) return at::empty(view.shape, *type);
  // The pages are read-only and so are a trunk's weights: nothing writes through this.
  return at::from_blob(
      const_cast<std::byte*>(view.bytes.data()), view.shape, [owner](void*) {},
      at::TensorOptions(*type));
}

absl::StatusOr<Weights> FromFolder(const std::string& folder) {
  ASSIGN_OR_RETURN(const HfCheckpoint checkpoint, HfCheckpoint::Open(folder));
  Weights weights;
  for (const auto& [name, view] : checkpoint.tensors()) {
    ASSIGN_OR_RETURN(weights[name], Wrap(*view, checkpoint, folder));
  }
  return weights;
}

}  // namespace

absl::StatusOr<Weights> LoadWeights(const std::string& path) {
  std::error_code ignored;  // Open says what is wrong with the path
  if (std::filesystem::is_directory(path, ignored)) return FromFolder(path);
  ASSIGN_OR_RETURN(const std::shared_ptr<const SafetensorsFile> file,
                   SafetensorsFile::Open(path));
  Weights weights;
  for (const TensorView& view : file->tensors()) {
    ASSIGN_OR_RETURN(weights[view.name], Wrap(view, file, path));
  }
  return weights;
}

absl::Status SaveTensors(const std::string& path,
                         const std::vector<NamedTensor>& tensors,
                         const std::map<std::string, std::string>& metadata) {
  std::vector<at::Tensor> kept;  // owns the bytes until they are written
  std::vector<TensorView> views;
  for (const auto& [name, tensor] : tensors) {
    kept.push_back(tensor.detach().contiguous());
    const at::Tensor& t = kept.back();
    views.push_back({name,
                     DTypeOf(t.scalar_type()),
                     t.sizes().vec(),
                     {static_cast<const std::byte*>(t.const_data_ptr()),
                      static_cast<size_t>(t.nbytes())}});
  }
  return WriteSafetensors(path, views, metadata);
}

}  // namespace graft
