#include "dg/select/run_log.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "common/base/files.h"
#include "common/base/learning_curve.h"

namespace graft {
namespace {

// Python writes numbers that JSON does not have: NaN, Infinity, -Infinity. Null for them.
std::string WithoutNonFinite(std::string_view line) {
  std::string text;
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const std::string_view rest = line.substr(i);
    const auto word = [&](std::string_view name) {
      return !quoted && rest.starts_with(name) ? name.size() : 0;
    };
    if (const size_t size = word("NaN") + word("Infinity") + word("-Infinity")) {
      text += "null";
      i += size - 1;
      continue;
    }
    if (line[i] == '"') quoted = !quoted;
    text += line[i];
    if (quoted && line[i] == '\\' && i + 1 < line.size()) text += line[++i];
  }
  return text;
}

absl::StatusOr<std::vector<int>> TestEnvs(const Json& args) {
  const auto found = args.find("test_envs");
  if (found == args.end())
    return absl::InvalidArgumentError("key \"test_envs\" is missing");
  constexpr const char* kExpected =
      "an array of distinct domain indices, each below 1000";
  if (!found->is_array()) return WrongKey("test_envs", kExpected, *found);
  std::vector<int> envs;
  for (const Json& env : *found) {
    if (!env.is_number_unsigned() || env.get<uint64_t>() >= kMostDomains)
      return WrongKey("test_envs", kExpected, env);
    envs.push_back(env.get<int>());
  }
  std::sort(envs.begin(), envs.end());
  if (std::adjacent_find(envs.begin(), envs.end()) != envs.end())
    return WrongKey("test_envs", kExpected, DumpJson(*found));
  return envs;
}

// Takes the key out of "args" and leaves the others.
absl::StatusOr<RunKey> TakeKey(Json* args) {
  RunKey key;
  ASSIGN_OR_RETURN(key.algorithm, GetString(*args, "algorithm"));
  ASSIGN_OR_RETURN(key.dataset, GetString(*args, "dataset"));
  ASSIGN_OR_RETURN(key.test_envs, TestEnvs(*args));
  ASSIGN_OR_RETURN(key.trial_seed, GetInt(*args, "trial_seed"));
  ASSIGN_OR_RETURN(key.hparams_seed, GetInt(*args, "hparams_seed"));
  ASSIGN_OR_RETURN(key.seed, GetInt(*args, "seed"));
  for (const char* taken :
       {"algorithm", "dataset", "test_envs", "trial_seed", "hparams_seed", "seed"})
    args->erase(taken);
  return key;
}

// The 3 of "env3_in_acc" with suffix "_in_acc".
std::optional<int64_t> DomainOf(const std::string& key, const std::string& suffix) {
  if (!key.starts_with("env") || !key.ends_with(suffix)) return std::nullopt;
  int64_t env = 0;
  std::from_chars(key.data() + 3, key.data() + key.size(), env);
  if (key != StrCat("env", env, suffix)) return std::nullopt;
  return env;
}

absl::Status AddFigure(const std::string& key, const Json& value,
                       CheckpointRecord* checkpoint) {
  const bool is_number = value.is_number() || value.is_null();
  for (const auto& [suffix, part] : {std::pair("_in_acc", &checkpoint->in),
                                     std::pair("_out_acc", &checkpoint->out)}) {
    const std::optional<int64_t> env = DomainOf(key, suffix);
    if (!env) continue;
    if (*env < 0 || *env >= kMostDomains)
      return absl::InvalidArgumentError(
          StrCat("key \"", key, "\": expected a domain below ", kMostDomains));
    if (value.is_null()) return absl::OkStatus();
    if (!is_number || !(value.get<double>() >= 0 && value.get<double>() <= 1))
      return WrongKey(key, "an accuracy between 0 and 1", value);
    part->emplace(static_cast<int>(*env), value.get<double>());
    return absl::OkStatus();
  }
  if (is_number)
    checkpoint->figures[key] = value.is_null() ? kUnknown : value.get<double>();
  return absl::OkStatus();
}

absl::StatusOr<CheckpointRecord> CheckpointFromJson(const Json& json) {
  CheckpointRecord checkpoint;
  ASSIGN_OR_RETURN(checkpoint.step, GetInt(json, "step"));
  for (const auto& [key, value] : json.items())
    if (key != "step" && key != "args" && key != "hparams")
      RETURN_IF_ERROR(AddFigure(key, value, &checkpoint));
  return checkpoint;
}

// The runs read so far, and the file of each.
class Reading {
 public:
  // Adds the lines of a file; returns its torn last line.
  absl::StatusOr<std::string> AddFile(std::string_view text, std::string_view path) {
    return ForEachLine(text, path,
                       [&](std::string_view line, const std::string& where) {
                         return WithContext(AddLine(line, path), where);
                       });
  }

  std::vector<RunLog> Take() {
    std::vector<RunLog> runs;
    for (auto& [key, entry] : entries_) runs.push_back(std::move(entry.run));
    return runs;
  }

 private:
  struct Entry {
    RunLog run;
    std::string path;
  };

  absl::Status AddLine(std::string_view line, std::string_view path) {
    ASSIGN_OR_RETURN(Json json, ParseJson(WithoutNonFinite(line), "checkpoint"));
    if (!json.is_object() || !json.contains("args"))
      return absl::InvalidArgumentError(StrCat(
          "expected a checkpoint with key \"args\", found ", DescribeJson(json)));
    RunLog run;
    run.args = std::move(json["args"]);
    if (!run.args.is_object()) return WrongKey("args", "an object", run.args);
    absl::StatusOr<RunKey> key = TakeKey(&run.args);
    if (!key.ok()) return WithContext(key.status(), "args");
    run.key = *std::move(key);
    if (json.contains("hparams")) run.hparams = std::move(json["hparams"]);
    if (!run.hparams.is_object()) return WrongKey("hparams", "an object", run.hparams);
    ASSIGN_OR_RETURN(CheckpointRecord checkpoint, CheckpointFromJson(json));
    const auto [place, is_new] = entries_.try_emplace(run.key);
    if (is_new) place->second = {run, std::string(path)};
    return AddCheckpoint(run, std::move(checkpoint), path, &place->second);
  }

  absl::Status AddCheckpoint(const RunLog& run, CheckpointRecord checkpoint,
                             std::string_view path, Entry* entry) {
    const std::string name = RunText(run.key);
    if (entry->path != path)
      return absl::InvalidArgumentError(
          StrCat(name, " is in ", entry->path, " too; expected each run once"));
    if (entry->run.args != run.args || entry->run.hparams != run.hparams)
      return absl::InvalidArgumentError(
          StrCat("args or hparams of ", name,
                 " differ from those on its earlier lines; expected one sweep's runs"));
    std::vector<CheckpointRecord>& checkpoints = entry->run.checkpoints;
    if (!checkpoints.empty() && checkpoint.step <= checkpoints.back().step)
      return absl::InvalidArgumentError(StrCat("step ", checkpoint.step, " of ", name,
                                               " after step ", checkpoints.back().step,
                                               "; expected steps that rise"));
    checkpoints.push_back(std::move(checkpoint));
    return absl::OkStatus();
  }

  std::map<RunKey, Entry> entries_;
};

std::string TornNote(std::string_view path) {
  return StrCat(path, ": the last line is torn and is dropped");
}

// The folders directly in `path`, by name.
absl::StatusOr<std::vector<std::string>> Subfolders(const std::string& path) {
  std::error_code code;
  std::vector<std::string> folders;
  std::filesystem::directory_iterator entry(path, code), end;
  while (!code && entry != end) {
    std::error_code unknown;
    if (entry->is_directory(unknown)) folders.push_back(entry->path().string());
    entry.increment(code);
  }
  if (code) return absl::ErrnoToStatus(code.value(), "cannot list folder " + path);
  std::sort(folders.begin(), folders.end());
  return folders;
}

bool Exists(const std::string& path) {
  std::error_code code;
  return std::filesystem::exists(path, code);
}

std::string FoldersNote(size_t count, const std::string& what) {
  return StrCat(count, count == 1 ? " folder has" : " folders have", " no file ", what);
}

// Of each of a sweep's folders, its results.jsonl.
absl::StatusOr<RunLogs> ReadSweep(const std::string& path) {
  ASSIGN_OR_RETURN(const std::vector<std::string> folders, Subfolders(path));
  RunLogs logs;
  Reading reading;
  size_t without_results = 0, unfinished = 0;
  for (const std::string& folder : folders) {
    const std::string file = folder + "/results.jsonl";
    if (!Exists(file)) {
      ++without_results;
      continue;
    }
    unfinished += !Exists(folder + "/done");
    ASSIGN_OR_RETURN(const std::string text, ReadFile(file));
    ASSIGN_OR_RETURN(const std::string torn, reading.AddFile(text, file));
    if (!torn.empty()) logs.notes.push_back(TornNote(file));
  }
  if (without_results == folders.size())
    return absl::NotFoundError(StrCat(path, ": no results.jsonl in it or in its ",
                                      folders.size(),
                                      " folders; expected the folder of a sweep"));
  logs.runs = reading.Take();
  if (without_results > 0)
    logs.notes.push_back(FoldersNote(without_results, "results.jsonl"));
  if (unfinished > 0)
    logs.notes.push_back(FoldersNote(unfinished, "\"done\": may be unfinished"));
  return logs;
}

}  // namespace

std::string RunText(const RunKey& key) {
  return StrCat(key.algorithm, " on ", key.dataset, ", test_envs [",
                Join(key.test_envs, ", "), "], trial ", key.trial_seed, ", draw ",
                key.hparams_seed, ", seed ", key.seed);
}

std::string CheckpointLine(const RunLog& run, const CheckpointRecord& checkpoint) {
  Json args = run.args;
  args["algorithm"] = run.key.algorithm;
  args["dataset"] = run.key.dataset;
  args["test_envs"] = run.key.test_envs;
  args["trial_seed"] = run.key.trial_seed;
  args["hparams_seed"] = run.key.hparams_seed;
  args["seed"] = run.key.seed;
  Json json = {
      {"args", std::move(args)}, {"hparams", run.hparams}, {"step", checkpoint.step}};
  for (const auto& [env, accuracy] : checkpoint.in)
    json[StrCat("env", env, "_in_acc")] = accuracy;
  for (const auto& [env, accuracy] : checkpoint.out)
    json[StrCat("env", env, "_out_acc")] = accuracy;
  for (const auto& [name, value] : checkpoint.figures) json[name] = FigureToJson(value);
  return DumpJson(json);
}

absl::StatusOr<RunLogs> ParseRunLogs(std::string_view text, std::string_view what) {
  Reading reading;
  RunLogs logs;
  ASSIGN_OR_RETURN(logs.torn, reading.AddFile(text, what));
  if (!logs.torn.empty()) logs.notes.push_back(TornNote(what));
  logs.runs = reading.Take();
  return logs;
}

absl::StatusOr<RunLogs> ReadRunLogs(const std::string& path) {
  std::error_code code;
  const bool is_folder = std::filesystem::is_directory(path, code);
  const std::string inside = path + "/results.jsonl";
  if (is_folder && !Exists(inside)) return ReadSweep(path);
  const std::string file = is_folder ? inside : path;
  ASSIGN_OR_RETURN(const std::string text, ReadFile(file));
  return ParseRunLogs(text, file);
}

absl::StatusOr<RunLogWriter> RunLogWriter::Open(const std::string& path,
                                                LineFileConfig config) {
  ASSIGN_OR_RETURN(LineFile file, LineFile::Open(path, config));
  ASSIGN_OR_RETURN(const std::string text, file.Read());
  ASSIGN_OR_RETURN(RunLogs earlier, ParseRunLogs(text, path));
  RETURN_IF_ERROR(file.Mend(text, earlier.torn));
  return RunLogWriter(std::move(file), std::move(earlier));
}

}  // namespace graft
