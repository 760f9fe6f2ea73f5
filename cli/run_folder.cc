#include "cli/run_folder.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "cli/command_line.h"
#include "common/base/files.h"
#include "peft/hub/graft_folder.h"

namespace graft::cli {
namespace {

namespace fs = std::filesystem;

bool Exists(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

}  // namespace

std::string CheckpointPath(const std::string& folder) {
  return (fs::path(folder) / "checkpoint.safetensors").string();
}

absl::Status CheckRunFolder(const std::string& folder, bool resume, bool overwrite) {
  // Both where a graft is being replaced: it stays until the new one is finished.
  const bool finished = HasGraft(folder), begun = Exists(CheckpointPath(folder));
  const auto refuse = [&](std::string_view what) {
    return absl::FailedPreconditionError(StrCat("--out=", folder, ": ", what));
  };
  if (resume && !begun)
    return refuse(finished
                      ? "the training there is finished: there is nothing to resume"
                      : "there is no checkpoint to resume from; leave out --resume to "
                        "begin anew");
  if (resume || overwrite) return absl::OkStatus();
  if (begun)
    return refuse(
        "a training was stopped there; add --resume to go on with it, or --overwrite");
  if (finished)
    return refuse(
        "there is a trained graft already; choose another folder, or add --overwrite");
  return absl::OkStatus();
}

absl::Status CheckAdapterFolder(const std::string& folder, bool overwrite) {
  if (overwrite || !HasGraft(folder)) return absl::OkStatus();
  return absl::FailedPreconditionError(StrCat(
      "--out=", folder,
      ": there is an adapter already; choose another folder, or add --overwrite"));
}

absl::Status OpenRunFolder(const std::string& folder, bool overwrite) {
  RETURN_IF_ERROR(MakeFolder(folder));
  RETURN_IF_ERROR(AtomicFile::Create(CheckpointPath(folder)).status());
  if (overwrite) RemoveCheckpoint(folder);
  return absl::OkStatus();
}

void RemoveCheckpoint(const std::string& folder) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    if (entry.path().filename().string().starts_with("checkpoint.safetensors"))
      fs::remove(entry.path(), ignored);
}

std::string ResumeCommand(const std::vector<std::string>& typed) {
  const bool by_bazel = std::getenv("BUILD_WORKING_DIRECTORY") != nullptr;
  std::string command = by_bazel ? "./bazelw run //:graft --" : ShellQuoted(typed[0]);
  for (size_t i = 1; i < typed.size(); ++i)
    if (!typed[i].starts_with("--resume") && !typed[i].starts_with("--overwrite"))
      command += " " + ShellQuoted(typed[i]);
  return command + " --resume";
}

absl::Status Unfinished(const absl::Status& status, const std::string& folder,
                        const std::vector<std::string>& typed) {
  const std::string path = CheckpointPath(folder);
  if (!Exists(path)) return status;
  if (status.message().find("to start anew") != absl::string_view::npos)
    return absl::Status(status.code(),
                        StrCat(status.message(), ": --overwrite, without --resume"));
  return absl::Status(
      status.code(), StrCat(status.message(), "\nThe last checkpoint is kept in ", path,
                            ". When the cause is mended:\n  ", ResumeCommand(typed)));
}

}  // namespace graft::cli
