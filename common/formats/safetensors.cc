#include "common/formats/safetensors.h"

#include <algorithm>
#include <utility>

#include "common/base/files.h"

namespace graft {

SafetensorsFile::SafetensorsFile(std::string path, MappedFile file,
                                 SafetensorsContents contents)
    : path_(std::move(path)), file_(std::move(file)), contents_(std::move(contents)) {}

absl::StatusOr<std::shared_ptr<const SafetensorsFile>> SafetensorsFile::Open(
    const std::string& path) {
  ASSIGN_OR_RETURN(MappedFile file, MappedFile::Open(path));
  ASSIGN_OR_RETURN(SafetensorsContents contents, ParseSafetensors(file.bytes(), path));
  return std::shared_ptr<const SafetensorsFile>(
      new SafetensorsFile(path, std::move(file), std::move(contents)));
}

absl::Status WriteSafetensors(const std::string& path, std::vector<TensorView> tensors,
                              const std::map<std::string, std::string>& metadata) {
  std::sort(tensors.begin(), tensors.end(),
            [](const TensorView& a, const TensorView& b) {
              return a.dtype != b.dtype ? a.dtype > b.dtype : a.name < b.name;
            });
  std::map<std::string_view, int> count;
  for (const TensorView& tensor : tensors)
    if (tensor.name == "__metadata__" || ++count[tensor.name] > 1)
      return absl::InvalidArgumentError(
          StrCat(path, ": the name \"", tensor.name, "\" is ",
                 tensor.name == "__metadata__" ? "reserved" : "given to two tensors",
                 "; choose another"));
  const auto prefix = SafetensorsPrefix(tensors, metadata);
  if (!prefix.ok()) return WithContext(prefix.status(), path);
  ASSIGN_OR_RETURN(AtomicFile file, AtomicFile::Create(path));
  RETURN_IF_ERROR(file.Append(*prefix));
  for (const TensorView& tensor : tensors)
    RETURN_IF_ERROR(file.Append(
        {reinterpret_cast<const char*>(tensor.bytes.data()), tensor.bytes.size()}));
  return file.Commit();
}

}  // namespace graft
