#include "papers/dg_survey/presets.h"

#include <map>
#include <utility>

#include "dg/data/catalog.h"
#include "dg/networks/network.h"

namespace graft::papers {
namespace {

constexpr int64_t kFullSteps = 5001;  // DomainBed's

using Settings = std::map<std::string, double>;

// At least one of every class of the survey's taxonomy.
const std::vector<std::string> kFew = {"ERM", "Mixup", "CORAL", "DANN",
                                       "IRM", "VREx",  "MLDG",  "GroupDRO"};
const std::vector<std::string> kRepresentatives = {
    "ERM",    "Mixup", "MTL",  "CORAL",   "DANN",     "IRM",     "VREx",
    "SagNet", "MLDG",  "Fish", "ANDMask", "GroupDRO", "SelfReg", "SMA"};

// On ColoredMNIST a few hundred steps leave no room to search for the weight of a penalty:
// there IRM and VREx have that of their papers (λ = 10⁴), from step 100 on, and every
// objective has batches that tell the risks of two domains apart.
const Settings kColouredBatch = {{"batch_size", 256}};
const std::map<std::string, Settings> kColouredPenalties = {
    {"IRM", {{"irm_lambda", 1e4}, {"irm_penalty_anneal_iters", 100}}},
    {"VREx", {{"vrex_lambda", 1e4}, {"vrex_penalty_anneal_iters", 100}}}};

struct StudySize {
  const char* data;
  const char* network;
  int64_t side, per_domain, steps, checkpoint_every, draws, trials;
  std::vector<int> targets = {};  // empty: all
  Settings of_all = {};
  std::map<std::string, Settings> of_objective = {};
  bool pairs = true;  // for leave-one-domain-out selection
};

struct PresetSize {
  const char* name;
  std::vector<std::string> objectives;  // empty: all there are
  std::vector<StudySize> studies;
};

const std::vector<PresetSize>& Sizes() {
  static const auto* sizes = new std::vector<PresetSize>{
      {"smoke",
       {"ERM", "IRM"},
       {{"colored_mnist", "mlp_irm", 14, 120, 12, 6, 1, 2},
        {"rotated_mnist", "mlp_irm", 14, 60, 6, 3, 1, 2, {0}}}},
      {"quick",
       kFew,
       {{"colored_mnist",
         "mlp_irm",
         14,
         5000,
         251,
         50,
         1,
         3,
         {},
         kColouredBatch,
         kColouredPenalties},
        {"rotated_mnist", "mlp_irm", 14, 2000, 601, 100, 1, 3, {0, 5}, {}, {}, false},
        {"tweets_frozen", "default", 28, 400, 151, 25, 1, 3}}},
      {"standard",
       kRepresentatives,
       {{"colored_mnist",
         "mlp_irm",
         14,
         0,
         401,
         50,
         2,
         3,
         {},
         kColouredBatch,
         kColouredPenalties},
        {"rotated_mnist", "mlp_irm", 14, 2000, 1001, 100, 1, 3},
        {"tweets_frozen", "default", 28, 1000, 201, 25, 1, 5}}},
      {"full",
       {},
       {{"colored_mnist", "mnist_cnn", 28, 0, kFullSteps, 100, 20, 3},
        {"rotated_mnist", "mnist_cnn", 28, 0, kFullSteps, 100, 20, 3},
        {"tweets_frozen", "default", 28, 0, kFullSteps, 100, 20, 3}}},
  };
  return *sizes;
}

absl::StatusOr<const PresetSize*> FindSize(std::string_view name) {
  for (const PresetSize& size : Sizes())
    if (size.name == name) return &size;
  return absl::InvalidArgumentError(
      StrCat("--preset=", name, ": expected smoke, quick, standard or full"));
}

std::vector<std::string> NamesOf(const PresetSize& size) {
  if (!size.objectives.empty()) return size.objectives;
  std::vector<std::string> names;
  for (const ObjectiveInfo* info : AllObjectives()) names.push_back(info->name);
  return names;
}

std::vector<SweepObjective> ObjectivesOf(const StudySize& size,
                                         const std::vector<std::string>& names) {
  std::vector<SweepObjective> objectives;
  for (const std::string& name : names) {
    const auto own = size.of_objective.find(name);
    objectives.push_back(
        {name, own == size.of_objective.end() ? Settings{} : own->second});
  }
  return objectives;
}

absl::StatusOr<SurveyStudy> StudyOf(const StudySize& size,
                                    const std::vector<std::string>& objectives) {
  const DataRequest request = {size.data, size.side, size.per_domain};
  SweepData data;
  ASSIGN_OR_RETURN(data.data, LoadDomainData(request));
  ASSIGN_OR_RETURN(data.network, FindNetwork(size.network));
  data.network_name = size.network;
  data.version = DataVersion(request);
  data.steps = size.steps;
  data.schedule_steps = kFullSteps;
  data.checkpoint_every = size.checkpoint_every;
  data.targets = size.targets;
  SurveyStudy study;
  study.title =
      StrCat(data.data->name(), ", ", data.version, ", ", size.network, ", ",
             size.steps, " steps, ", size.draws, " draws, ", size.trials, " trials");
  study.sweep.data.push_back(std::move(data));
  study.sweep.objectives = ObjectivesOf(size, objectives);
  study.sweep.hparams = size.of_all;
  study.sweep.draws = size.draws;
  study.sweep.trials = size.trials;
  study.sweep.pairs = size.pairs;
  return study;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> PresetObjectives(std::string_view name) {
  ASSIGN_OR_RETURN(const PresetSize* size, FindSize(name));
  return NamesOf(*size);
}

absl::StatusOr<SurveyPreset> FindSurveyPreset(std::string_view name) {
  ASSIGN_OR_RETURN(const PresetSize* size, FindSize(name));
  SurveyPreset preset;
  preset.name = size->name;
  for (const StudySize& study : size->studies) {
    ASSIGN_OR_RETURN(SurveyStudy made, StudyOf(study, NamesOf(*size)));
    preset.studies.push_back(std::move(made));
  }
  return preset;
}

}  // namespace graft::papers
