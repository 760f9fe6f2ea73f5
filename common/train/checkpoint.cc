#include "common/train/checkpoint.h"

#include "common/formats/safetensors.h"
#include "common/models/weights.h"
#include "common/tensor/no_grad.h"

namespace graft {
namespace {

constexpr char kFingerprint[] = "graft.fingerprint", kState[] = "graft.state";

absl::Status Misfit(const std::string& path, const std::string& what) {
  return absl::InvalidArgumentError(
      StrCat(path, ": ", what, "; delete the file to start anew"));
}

absl::StatusOr<std::string> Entry(const SafetensorsFile& file, const char* key) {
  const auto entry = file.metadata().find(key);
  if (entry == file.metadata().end())
    return Misfit(file.path(),
                  StrCat("no metadata '", key, "': no checkpoint of Graft's"));
  return entry->second;
}

}  // namespace

absl::Status SaveCheckpoint(const std::string& path, const std::string& fingerprint,
                            const std::vector<NamedTensor>& tensors,
                            const Json& state) {
  return SaveTensors(path, tensors,
                     {{kFingerprint, fingerprint}, {kState, DumpJson(state)}});
}

absl::StatusOr<Json> LoadCheckpoint(const std::string& path,
                                    const std::string& fingerprint,
                                    const std::vector<NamedTensor>& tensors) {
  ASSIGN_OR_RETURN(const auto file, SafetensorsFile::Open(path));
  ASSIGN_OR_RETURN(const std::string owner, Entry(*file, kFingerprint));
  if (owner != fingerprint)
    return Misfit(path, StrCat("checkpoint of another run (", owner, ", expected ",
                               fingerprint, ")"));
  ASSIGN_OR_RETURN(const std::string text, Entry(*file, kState));
  ASSIGN_OR_RETURN(const Json state, ParseJson(text, path));
  ASSIGN_OR_RETURN(const Weights saved, LoadWeights(path));
  for (const auto& [name, tensor] : tensors) {
    const auto found = saved.find(name);
    if (found == saved.end())
      return Misfit(path, StrCat("tensor ", name, " is missing"));
    if (found->second.sizes() != tensor.sizes() ||
        found->second.scalar_type() != tensor.scalar_type())
      return Misfit(path, StrCat("tensor ", name, " is ", found->second.sizes(), " ",
                                 found->second.scalar_type(), ", expected ",
                                 tensor.sizes(), " ", tensor.scalar_type()));
  }
  if (saved.size() != tensors.size())
    return Misfit(path, StrCat(saved.size(), " tensors, expected ", tensors.size()));
  const NoGrad no_grad;
  for (const auto& [name, tensor] : tensors) tensor.copy_(saved.at(name));
  return state;
}

}  // namespace graft
