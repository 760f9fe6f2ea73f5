#include "dg/sweep/flags.h"

#include <absl/flags/flag.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_split.h>

#include <thread>
#include <utility>

#include "dg/data/catalog.h"
#include "dg/networks/network.h"

ABSL_FLAG(std::string, preset, "quick",
          "smoke (seconds), quick (minutes), standard (an hour or two) or full "
          "(DomainBed's protocol: 5,001 steps on all images, 20 draws, 3 trials)");
ABSL_FLAG(std::string, out, "",
          "folder of the sweep; empty: results/dg_sweep_<preset>");
ABSL_FLAG(std::string, objectives, "",
          "comma-separated, or all; empty: the preset's; --list names them");
ABSL_FLAG(std::string, data, "", "comma-separated data sets; empty: the preset's");
ABSL_FLAG(
    std::string, path, "",
    "of --data=photos, a folder domain/class/image; of --data=csv, a table with the "
    "columns text, label and domain");
ABSL_FLAG(std::string, targets, "",
          "domains that are held out, each in turn, by name or number; empty: all");
ABSL_FLAG(std::string, network, "", "empty: the preset's, or what fits the data");
ABSL_FLAG(int64_t, side, 0, "of the digits: 28 or 14; 0: the preset's");
ABSL_FLAG(int64_t, per_domain, -1, "examples of each domain; 0: all; -1: the preset's");
ABSL_FLAG(int64_t, steps, 0, "of each run; 0: the preset's");
ABSL_FLAG(int64_t, checkpoint_freq, 0, "steps between evaluations; 0: the preset's");
ABSL_FLAG(int64_t, draws, 0,
          "of hyper-parameters, the defaults first; 0: the preset's");
ABSL_FLAG(int64_t, trials, 0, "splits; 0: the preset's");
ABSL_FLAG(int64_t, seeds, 0, "of each split and draw; 0: the preset's");
ABSL_FLAG(bool, pairs, false,
          "also hold out every two domains, for leave-one-domain-out selection");
ABSL_FLAG(bool, evaluate_all, false,
          "evaluate every part of every domain at every checkpoint, as DomainBed does");
ABSL_FLAG(std::string, set, "", "hyper-parameters of all runs: lr=0.01,batch_size=32");
ABSL_FLAG(double, holdout_fraction, 0.2, "of each domain, for validation");
ABSL_FLAG(bool, allow_one_class, false, "sources may have one class only");
ABSL_FLAG(int, workers, 0, "runs at a time, one thread each; 0: one per core");
ABSL_FLAG(std::string, shard, "1/1", "i/n: this process's part of the runs");
ABSL_FLAG(std::string, slurm, "",
          "write a Slurm job array for this sweep to the file, and run nothing");

namespace graft {
namespace {

// DomainBed's; settings that count steps are meant for it.
constexpr int64_t kFullSteps = 5001;

struct Preset {
  const char* name;
  const char* objectives;
  const char* data;
  const char* network;
  int64_t side, per_domain, steps, checkpoint_every, draws, trials;
};

constexpr Preset kPresets[] = {
    {"smoke", "ERM,IRM", "colored_mnist", "mlp_irm", 14, 200, 20, 10, 1, 1},
    {"quick", "ERM,IRM,VREx,GroupDRO,CORAL", "colored_mnist", "mlp_irm", 14, 4000, 401,
     50, 2, 3},
    {"standard", "all", "colored_mnist,rotated_mnist", "mnist_cnn_16", 14, 4000, 601,
     50, 3, 3},
    {"full", "all", "colored_mnist,rotated_mnist", "mnist_cnn", 28, 0, 5001, 100, 20,
     3},
};

absl::StatusOr<Preset> ChosenPreset() {
  const std::string name = absl::GetFlag(FLAGS_preset);
  for (const Preset& preset : kPresets)
    if (preset.name == name) return preset;
  return absl::InvalidArgumentError(
      StrCat("--preset=", name, ": expected smoke, quick, standard or full"));
}

std::vector<std::string> Words(const std::string& text) {
  return absl::StrSplit(text, ',', absl::SkipEmpty());
}

// The flag, or what the preset says where it is at its default.
absl::StatusOr<int64_t> Number(const char* name, int64_t flag, int64_t preset,
                               int64_t unset = 0) {
  if (flag == unset) return preset;
  if (flag > unset) return flag;
  return absl::InvalidArgumentError(
      StrCat("--", name, "=", flag, ": expected ", unset, " or more"));
}

absl::StatusOr<std::vector<SweepObjective>> ChosenObjectives(const Preset& preset) {
  std::string names = absl::GetFlag(FLAGS_objectives);
  if (names.empty()) names = preset.objectives;
  std::vector<SweepObjective> objectives;
  if (names == "all") {
    for (const ObjectiveInfo* info : AllObjectives())
      objectives.push_back({info->name});
    return objectives;
  }
  for (const std::string& name : Words(names)) {
    ASSIGN_OR_RETURN(const ObjectiveInfo* info, FindObjective(name));
    objectives.push_back({info->name});
  }
  return objectives;
}

absl::StatusOr<std::map<std::string, double>> ChosenHparams() {
  std::map<std::string, double> hparams;
  for (const std::string& word : Words(absl::GetFlag(FLAGS_set))) {
    const std::vector<std::string> parts = absl::StrSplit(word, '=');
    double value = 0;
    if (parts.size() != 2 || !absl::SimpleAtod(parts[1], &value))
      return absl::InvalidArgumentError(
          StrCat("--set: '", word, "': expected name=number"));
    hparams[parts[0]] = value;
  }
  return hparams;
}

absl::StatusOr<std::vector<SweepData>> ChosenData(const Preset& preset) {
  std::string names = absl::GetFlag(FLAGS_data);
  if (names.empty()) names = preset.data;
  std::vector<SweepData> all;
  for (const std::string& name : Words(names)) {
    SweepData data;
    // A preset's size and network are of digits; other data are taken whole.
    const bool digits = name.ends_with("mnist");
    data.network_name = absl::GetFlag(FLAGS_network);
    if (data.network_name.empty())
      data.network_name = digits ? preset.network : "default";
    DataRequest request = {name};
    request.path = absl::GetFlag(FLAGS_path);
    ASSIGN_OR_RETURN(request.side,
                     Number("side", absl::GetFlag(FLAGS_side), preset.side));
    ASSIGN_OR_RETURN(request.per_domain,
                     Number("per_domain", absl::GetFlag(FLAGS_per_domain),
                            digits ? preset.per_domain : 0, -1));
    ASSIGN_OR_RETURN(data.data, LoadDomainData(request));
    ASSIGN_OR_RETURN(data.network, FindNetwork(data.network_name));
    ASSIGN_OR_RETURN(data.steps,
                     Number("steps", absl::GetFlag(FLAGS_steps), preset.steps));
    ASSIGN_OR_RETURN(data.checkpoint_every,
                     Number("checkpoint_freq", absl::GetFlag(FLAGS_checkpoint_freq),
                            preset.checkpoint_every));
    ASSIGN_OR_RETURN(data.targets,
                     ParseDomains(*data.data, absl::GetFlag(FLAGS_targets)));
    data.schedule_steps = kFullSteps;
    data.version = DataVersion(request);
    all.push_back(std::move(data));
  }
  return all;
}

int Cores() {
  return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

}  // namespace

absl::StatusOr<SweepSetting> SweepFromFlags() {
  ASSIGN_OR_RETURN(const Preset preset, ChosenPreset());
  SweepSetting setting;
  SweepConfig& config = setting.config;
  ASSIGN_OR_RETURN(config.objectives, ChosenObjectives(preset));
  ASSIGN_OR_RETURN(config.hparams, ChosenHparams());
  ASSIGN_OR_RETURN(config.draws,
                   Number("draws", absl::GetFlag(FLAGS_draws), preset.draws));
  ASSIGN_OR_RETURN(config.trials,
                   Number("trials", absl::GetFlag(FLAGS_trials), preset.trials));
  ASSIGN_OR_RETURN(config.seeds, Number("seeds", absl::GetFlag(FLAGS_seeds), 1));
  ASSIGN_OR_RETURN(const int64_t workers,
                   Number("workers", absl::GetFlag(FLAGS_workers), Cores()));
  ASSIGN_OR_RETURN(config.shard, ParseShard(absl::GetFlag(FLAGS_shard)));
  ASSIGN_OR_RETURN(config.data, ChosenData(preset));
  config.workers = static_cast<int>(workers);
  config.pairs = absl::GetFlag(FLAGS_pairs);
  config.watch = absl::GetFlag(FLAGS_evaluate_all) ? Watch::kAll : Watch::kSelected;
  config.holdout = absl::GetFlag(FLAGS_holdout_fraction);
  config.allow_one_class = absl::GetFlag(FLAGS_allow_one_class);
  setting.out = absl::GetFlag(FLAGS_out);
  if (setting.out.empty()) setting.out = StrCat("results/dg_sweep_", preset.name);
  setting.slurm = absl::GetFlag(FLAGS_slurm);
  setting.title = preset.name;
  return setting;
}

}  // namespace graft
