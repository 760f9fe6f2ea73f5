#include "tests/dg/objective_checks.h"

#include <gtest/gtest.h>

#include "common/base/check.h"
#include "common/base/json.h"
#include "common/base/runfiles.h"
#include "common/formats/safetensors.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/golden.h"
#include "common/testing/tensors.h"
#include "dg/networks/mlp.h"
#include "dg/networks/mnist_cnn.h"
#include "tests/dg/network_checks.h"

namespace graft::testing {
namespace {

constexpr int64_t kInputs = 6, kClasses = 3, kWidth = 5;

// "algorithm", "hparams", "domains" … of a golden file.
Json GoldenFacts(const std::string& name) {
  const auto file =
      SafetensorsFile::Open(*Runfile("tests/golden/dg/" + name + ".safetensors"));
  CHECK(file.ok()) << file.status();
  const auto json = ParseJson((*file)->metadata().at("golden"), name);
  CHECK(json.ok()) << json.status();
  return *json;
}

// An MLP of vectors, or the MNIST network of images, in float64.
void SetFeaturizer(ObjectiveSetting& setting, int64_t inputs, int64_t width) {
  setting.featurizer = [image = setting.image, inputs, width](
                           const FeaturizerRequest& request,
                           const RandomStream& init) -> std::unique_ptr<Featurizer> {
    if (!image.empty())
      return std::make_unique<MnistCnn>(
          MnistCnnConfig{.channels = image[0] + request.extra_channels, .width = width},
          at::kDouble, init);
    return std::make_unique<Mlp>(
        MlpConfig{.inputs = inputs, .outputs = width, .width = width}, at::kDouble,
        init);
  };
}

// What DomainBed was given, but for what no objective of ours has.
ObjectiveSetting GoldenSetting(const Json& facts, const Overrides& overrides) {
  ObjectiveSetting setting = TinySetting(facts.at("algorithm").get<std::string>(), {},
                                         facts.at("domains").get<int64_t>());
  for (const auto& [key, value] : facts.at("hparams").items())
    if (setting.hparams.values().contains(key) && !value.is_string())
      CHECK(setting.hparams
                .Set(key, value.is_boolean() ? static_cast<double>(value.get<bool>())
                                             : value.get<double>())
                .ok())
          << key;
  for (const auto& [key, value] : overrides)
    CHECK(setting.hparams.Set(key, value).ok()) << key;
  const std::vector<int64_t> shape = facts.at("input_shape");
  if (shape.size() == 3) setting.image = shape;
  SetFeaturizer(
      setting, shape[0],
      shape.size() == 3 ? MnistCnnConfig().width : setting.hparams.Whole("mlp_width"));
  return setting;
}

std::string Renamed(const std::string& ours,
                    const std::vector<std::pair<std::string, std::string>>& renamed) {
  for (const auto& [from, to] : renamed)
    if (ours.starts_with(from)) return to + ours.substr(from.size());
  return ours;
}

// Copies the file's initial values; the tensors that it has, under its names.
std::vector<NamedTensor> TakeStart(
    const Objective& objective, const Weights& golden,
    const std::vector<std::pair<std::string, std::string>>& renamed) {
  const NoGrad no_grad;
  std::vector<NamedTensor> shared;
  for (const NamedTensor& t : objective.State()) {
    const std::string theirs = Renamed(t.name, renamed), key = "init." + theirs;
    if (golden.contains(key + ".value")) {
      SetByFormula({{theirs, t.tensor}});
      // A sum and a norm of up to 10⁵ numbers.
      CHECK(GoldenDistance(golden, key, t.tensor) < 1e-13) << key;
    } else if (golden.contains(key)) {
      // A buffer that is made at the first update has nothing to begin with.
      if (golden.at(key).numel() > 0) t.tensor.copy_(golden.at(key));
    } else {
      continue;
    }
    shared.push_back({theirs, t.tensor});
  }
  return shared;
}

// The largest difference; where there is a summary, in relation to the largest number.
double Apart(const Weights& golden, const std::string& key, const at::Tensor& got) {
  if (golden.contains(key + ".value")) return GoldenDistance(golden, key, got);
  return (got - golden.at(key)).abs().max().item<double>();
}

std::vector<DomainBatch> GoldenBatches(const Weights& golden, int64_t step) {
  std::vector<DomainBatch> batches;
  for (int e = 0; golden.contains(StrCat("x.", step, ".", e)); ++e)
    batches.push_back({e, Inputs(golden.at(StrCat("x.", step, ".", e))),
                       golden.at(StrCat("y.", step, ".", e))});
  return batches;
}

}  // namespace

ObjectiveSetting TinySetting(const std::string& objective, const Overrides& overrides,
                             int64_t domains, bool images) {
  const auto info = FindObjective(objective);
  CHECK(info.ok()) << info.status();
  ObjectiveSetting setting = {
      .hparams = Hparams((*info)->hparams, DataScale::kSmallImages),
      .classes = kClasses,
      .domains = domains,
      .random = RandomStream(1, "objective")};
  if (images) setting.image = {2, 8, 8};
  for (const auto& [name, value] : Overrides{{"mlp_width", kWidth}, {"batch_size", 8}})
    CHECK(setting.hparams.Set(name, value).ok()) << name;
  for (const auto& [name, value] : overrides)
    CHECK(setting.hparams.Set(name, value).ok()) << name;
  SetFeaturizer(setting, kInputs, images ? 8 : kWidth);
  return setting;
}

std::unique_ptr<Objective> TinyObjective(const std::string& name,
                                         const Overrides& overrides, int64_t domains,
                                         bool images) {
  auto objective = CreateObjective(name, TinySetting(name, overrides, domains, images));
  CHECK(objective.ok()) << objective.status();
  return *std::move(objective);
}

std::vector<DomainBatch> TinyBatches(int64_t step, int64_t domains, bool images) {
  const int64_t rows = images ? 4 : 8;
  std::vector<DomainBatch> batches;
  for (int64_t e = 0; e < domains; ++e) {
    const uint64_t seed = 100 * step + e;
    const at::Tensor x = images ? RandomTensor({rows, 2, 8, 8}, seed)
                                : RandomTensor({rows, kInputs}, seed);
    const at::Tensor y = at::arange(rows, at::kLong).remainder(kClasses);
    batches.push_back(
        {static_cast<int>(e), Inputs(x + 0.5 * static_cast<double>(e)), y});
  }
  return batches;
}

at::Tensor Matrix(const std::vector<std::vector<double>>& rows) {
  std::vector<at::Tensor> tensors;
  for (const std::vector<double>& row : rows)
    tensors.push_back(at::tensor(row, at::kDouble));
  return at::stack(tensors);
}

Joint JointOf(const at::Tensor& features, const at::Tensor& logits,
              const std::vector<int64_t>& labels, std::vector<int64_t> starts) {
  Joint joint;
  joint.x.values = features;
  joint.y = at::tensor(labels, at::kLong);
  joint.starts = std::move(starts);
  joint.features = features;
  joint.logits = logits;
  joint.losses = RowLosses(logits, joint.y);
  return joint;
}

GradientAgreement CheckLossGradient(const std::string& name, const Overrides& overrides,
                                    int64_t step) {
  const ObjectiveTraits& traits = (*FindObjective(name))->traits;
  const bool images = traits.images || traits.blocks;
  const auto objective = TinyObjective(name, overrides, 3, images);
  auto* loss = dynamic_cast<LossObjective*>(objective.get());
  CHECK(loss != nullptr) << name;
  std::vector<NamedTensor> trained;
  for (const NamedTensor& t : objective->State())
    if (t.tensor.requires_grad()) trained.push_back(t);
  const std::vector<DomainBatch> batches = TinyBatches(0, 3, images);
  return CheckGradient(
      [&] {
        Scalars scalars;
        return loss->Loss(loss->Pass(batches, step), step, scalars);
      },
      trained);
}

at::Tensor GoldenDraws::operator()(int64_t step, int64_t k) const {
  const std::string key = StrCat("draw.", step, ".", k, ".");
  const auto found = golden_.lower_bound(key);
  CHECK(found != golden_.end() && found->first.starts_with(key)) << key;
  return found->second;
}

std::vector<int64_t> GoldenDraws::Order(int64_t step, int64_t k) const {
  const at::Tensor order = (*this)(step, k).contiguous();
  const auto* begin = order.const_data_ptr<int64_t>();
  return {begin, begin + order.numel()};
}

void ExpectFollowsDomainBed(const DomainBedCase& domain_bed) {
  const std::string& file = domain_bed.file;
  const Weights golden = GoldenTensors("tests/golden/dg/" + file + ".safetensors");
  const Json facts = GoldenFacts(file);
  const ObjectiveSetting setting = GoldenSetting(facts, domain_bed.overrides);
  auto made = CreateObjective(facts.at("algorithm").get<std::string>(), setting);
  ASSERT_TRUE(made.ok()) << made.status();
  if (domain_bed.make) made = domain_bed.make(setting, GoldenDraws(golden));
  Objective& objective = **made;
  const std::vector<NamedTensor> shared =
      TakeStart(objective, golden, domain_bed.renamed);
  ASSERT_GE(shared.size(), 8u) << "featurizer and classifier";
  const at::Tensor scores = objective.Logits(Inputs(golden.at("x.0.0"))).detach();
  EXPECT_LT(Apart(golden, "predict", scores), domain_bed.within) << "before any update";
  for (int64_t step = 0; golden.contains(StrCat("x.", step, ".0")); ++step) {
    const Scalars told = objective.Step(GoldenBatches(golden, step), step);
    for (const std::string& key : domain_bed.scalars) {
      const auto theirs = golden.find(StrCat("scalar.", step, ".", key));
      ASSERT_EQ(theirs != golden.end(), told.contains(key)) << key;
      if (!told.contains(key)) continue;
      EXPECT_NEAR(told.at(key), theirs->second.item<double>(), domain_bed.within)
          << key << " of step " << step;
    }
    for (const NamedTensor& t : shared)
      EXPECT_LT(Apart(golden, StrCat("after.", step, ".", t.name), t.tensor.detach()),
                domain_bed.within)
          << t.name << " after step " << step;
  }
}

void ExpectFollowsDomainBed(
    const char* name, const Overrides& overrides,
    const std::vector<std::pair<std::string, std::string>>& renamed, double within) {
  ExpectFollowsDomainBed(
      {.file = name, .overrides = overrides, .renamed = renamed, .within = within});
}

}  // namespace graft::testing
