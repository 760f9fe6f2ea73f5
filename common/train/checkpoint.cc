#include "common/train/checkpoint.h"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "common/base/files.h"
#include "common/formats/safetensors.h"
#include "common/models/weights.h"
#include "common/tensor/no_grad.h"

namespace graft {
namespace {

constexpr char kFingerprint[] = "graft.fingerprint", kState[] = "graft.state",
               kHash[] = "graft.state_sha256";

absl::Status Misfit(const std::string& path, const std::string& what) {
  return absl::InvalidArgumentError(StrCat(path, ": ", what));
}

absl::StatusOr<std::string> Entry(const SafetensorsFile& file, const char* key) {
  const auto entry = file.metadata().find(key);
  if (entry == file.metadata().end())
    return Misfit(file.path(),
                  StrCat("no metadata '", key, "': no checkpoint of Graft's"));
  return entry->second;
}

std::vector<std::string> Words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

// Where two texts that differ begin to: "threads 2, expected 4".
std::string FirstDifference(const std::string& found, const std::string& expected) {
  const std::vector<std::string> a = Words(found), b = Words(expected);
  size_t i = 0;
  while (i < std::min(a.size(), b.size()) && a[i] == b[i]) ++i;
  const auto at = [i](const std::vector<std::string>& words) {
    return i < words.size() ? words[i] : "nothing";
  };
  return StrCat(i > 0 ? a[i - 1] + " " : "", at(a), ", expected ", at(b));
}

}  // namespace

absl::Status SaveCheckpoint(const std::string& path, const std::string& fingerprint,
                            const std::vector<NamedTensor>& tensors,
                            const Json& state) {
  const std::string text = DumpJson(state);
  return SaveTensors(
      path, tensors,
      {{kFingerprint, fingerprint}, {kState, text}, {kHash, Sha256Hex(text)}});
}

absl::StatusOr<Json> LoadCheckpoint(const std::string& path,
                                    const std::string& fingerprint,
                                    const std::vector<NamedTensor>& tensors) {
  ASSIGN_OR_RETURN(const auto file, SafetensorsFile::Open(path));
  ASSIGN_OR_RETURN(const std::string owner, Entry(*file, kFingerprint));
  if (owner != fingerprint)
    return Misfit(path,
                  "checkpoint of another run: " + FirstDifference(owner, fingerprint));
  ASSIGN_OR_RETURN(const std::string text, Entry(*file, kState));
  ASSIGN_OR_RETURN(const std::string hash, Entry(*file, kHash));
  if (hash != Sha256Hex(text)) return Misfit(path, "the state is damaged: " + text);
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
