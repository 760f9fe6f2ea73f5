#include "cli/trained.h"

#include <utility>

#include "common/models/vocabulary.h"
#include "peft/hub/any_folder.h"

namespace graft::cli {

namespace {

// Takes --max-length, and checks that a text finds room in what holds then.
absl::Status SetMaxLength(const TrainedFlags& f, const std::string& folder,
                          Trained* trained) {
  GraftConfig& config = trained->graft.config;
  const int64_t room = TokenRoom(trained->model.trunk.info(), *trained->graft.method);
  const int64_t least =
      trained->model.tokenizer->FrameSize(config.pairs.value_or(f.max_length != 0));
  if (f.max_length != 0 && (f.max_length < least || f.max_length > room))
    return UsageError(StrCat("--max-length=", f.max_length, ": expected ", least, " … ",
                             room, ", what the model and the method leave for a text"));
  if (f.max_length != 0) config.max_length = f.max_length;
  if (config.max_length >= least && config.max_length <= room) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat(folder, ": max_length: expected ", least, " … ", room,
             ", what the model and the method leave for a text, found ",
             config.max_length, "; give another by --max-length=N"));
}

}  // namespace

std::vector<Flag> WithTrainedFlags(TrainedFlags* f, std::vector<Flag> own) {
  std::vector<Flag> flags = {
      {"graft", "FOLDER", "what graft train wrote", &f->graft},
      {"adapter", "FOLDER", "the same, or what HF PEFT or AdapterHub saved",
       &f->adapter}};
  flags.insert(flags.end(), own.begin(), own.end());
  const std::vector<Flag> rest = {
      {"model", "FOLDER", "if it is not where the folder says", &f->model},
      {"max-length", "N", "cut texts after so many tokens; 0: as trained",
       &f->max_length},
      {"threads", "N", "0: all cores", &f->threads},
      {"device", "NAME", "cpu or cuda", &f->device}};
  flags.insert(flags.end(), rest.begin(), rest.end());
  return flags;
}

absl::StatusOr<std::string> AdapterFolder(const TrainedFlags& flags) {
  if (flags.graft.empty() == flags.adapter.empty())
    return UsageError("expected --graft=FOLDER or --adapter=FOLDER, one of them");
  return flags.graft.empty() ? flags.adapter : flags.graft;
}

absl::StatusOr<Model> LoadBase(const TrainedFlags& flags) {
  ASSIGN_OR_RETURN(const std::string folder, AdapterFolder(flags));
  ASSIGN_OR_RETURN(const std::string named, BaseModelOf(folder));
  if (flags.model.empty() && named.empty())
    return absl::InvalidArgumentError(StrCat(
        folder, "/adapter_config.json names no model; give it by --model=FOLDER"));
  absl::StatusOr<Model> base =
      LoadModel(flags.model.empty() ? named : flags.model, flags.device);
  if (absl::IsNotFound(base.status()) && flags.model.empty())
    return absl::Status(
        base.status().code(),
        StrCat(base.status().message(), "\n", folder,
               " was trained on it; if it has moved, give --model=FOLDER"));
  return base;
}

absl::StatusOr<Trained> LoadTrained(const TrainedFlags& flags) {
  RETURN_IF_ERROR(UseThreads(flags.threads));
  ASSIGN_OR_RETURN(Model base, LoadBase(flags));
  ASSIGN_OR_RETURN(const std::string folder, AdapterFolder(flags));
  ASSIGN_OR_RETURN(TrainedGraft graft, LoadAdapter(folder, base.trunk));
  Trained trained{std::move(base), std::move(graft)};
  RETURN_IF_ERROR(SetMaxLength(flags, folder, &trained));
  return trained;
}

absl::Status CheckClassifies(const Trained& trained, const std::string& command) {
  if (!trained.graft.config.tags) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("the graft tags words; ", command, " is for grafts that classify"));
}

absl::Status CheckTask(const Trained& trained, const std::string& task) {
  const std::string trained_for = trained.graft.config.tags ? "tag" : "classify";
  if (task.empty() || task == trained_for) return absl::OkStatus();
  return UsageError(
      StrCat("--task=", task, ": the graft was trained to ", trained_for));
}

absl::StatusOr<bool> TakesPairs(const Trained& trained, bool given) {
  const bool pairs = trained.graft.config.pairs.value_or(given);
  if (pairs) RETURN_IF_ERROR(CheckPairs(trained.model.trunk.config()));
  return pairs;
}

EncodedText EncodeLine(const TextLine& line, const Tokenizer& tokenizer,
                       int64_t max_length) {
  const auto length = static_cast<int32_t>(max_length);
  Encoding encoding = line.is_pair ? tokenizer.EncodePair(line.text, line.pair, length)
                                   : tokenizer.Encode(line.text, length);
  return {{std::move(encoding.ids), std::move(encoding.types)}, 0};
}

}  // namespace graft::cli
