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

constexpr std::pair<DType, at::ScalarType> kTypes[] = {
    {DType::kF32, at::kFloat}, {DType::kF64, at::kDouble},    {DType::kF16, at::kHalf},
    {DType::kI64, at::kLong},  {DType::kBF16, at::kBFloat16}, {DType::kI32, at::kInt},
    {DType::kI16, at::kShort}, {DType::kI8, at::kChar},       {DType::kU8, at::kByte},
    {DType::kBool, at::kBool}};

std::optional<at::ScalarType> ScalarTypeOf(DType dtype) {
  for (const auto& [ours, torchs] : kTypes)
    if (ours == dtype) return torchs;
  return std::nullopt;
}

DType DTypeOf(at::ScalarType type) {
  for (const auto& [ours, torchs] : kTypes)
    if (torchs == type) return ours;
  CHECK(false) << "no safetensors type for " << type;
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
    kept.push_back(tensor.detach().to(at::kCPU).contiguous());
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
