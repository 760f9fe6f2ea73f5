#include "tests/peft/hub/folder_checks.h"

#include <cstdlib>
#include <filesystem>

#include "common/base/check.h"
#include "common/base/files.h"
#include "common/base/runfiles.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/golden.h"
#include "peft/hub/any_folder.h"

namespace graft::testing {
namespace fs = std::filesystem;
namespace {

std::string TensorsPath(const std::string& folder) {
  return folder + "/adapter_model.safetensors";
}

}  // namespace

Bert GoldenTrunk(at::ScalarType dtype) {
  absl::StatusOr<Bert> trunk =
      Bert::Load(Runfile("tests/golden/tiny_bert").value(), dtype);
  CHECK(trunk.ok()) << trunk.status();
  return *std::move(trunk);
}

std::string EmptyFolder(const std::string& name) {
  const std::string folder = StrCat(std::getenv("TEST_TMPDIR"), "/", name);
  fs::remove_all(folder);
  CHECK(MakeFolder(folder).ok());
  return folder;
}

std::string CopyOfGolden(const std::string& golden, const std::string& name) {
  const std::string from = Runfile("tests/golden/" + golden).value(),
                    to = EmptyFolder(name);
  for (const char* file : {"/adapter_config.json", "/adapter_model.safetensors"})
    CHECK(WriteFileAtomically(to + file, ReadFile(from + file).value()).ok());
  return to;
}

void ChangeConfig(const std::string& folder, const Json& changes) {
  const std::string path = folder + "/adapter_config.json";
  Json config = ReadJson(path).value();
  config.merge_patch(changes);
  CHECK(WriteJsonAtomically(path, config).ok());
}

void WriteTensors(const std::string& folder, const Weights& tensors) {
  std::vector<NamedTensor> named;
  for (const auto& [name, tensor] : tensors) named.push_back({name, tensor});
  CHECK(SaveTensors(TensorsPath(folder), named).ok());
}

Weights ReadTensors(const std::string& folder) {
  return LoadWeights(TensorsPath(folder)).value();
}

at::Tensor Logits(const Bert& trunk, const TrainedGraft& graft, const Weights& golden) {
  const NoGrad no_grad;
  const Ragged x = trunk.Forward(GoldenBatch(golden), *graft.method, {});
  return graft.head.Logits(trunk, x, *graft.method, {});
}

int64_t PlannedBytes(const AdapterPlan& plan) {
  int64_t bytes = 0;
  for (const TensorFile& file : plan.files)
    for (const NamedTensor& t : file.tensors)
      bytes += static_cast<int64_t>(t.tensor.storage().nbytes());
  return bytes;
}

std::string LoadError(const std::string& folder, const Bert& trunk) {
  const auto loaded = LoadAdapter(folder, trunk);
  if (loaded.ok()) return "loaded";
  return {loaded.status().message().data(), loaded.status().message().size()};
}

}  // namespace graft::testing
