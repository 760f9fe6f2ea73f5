// RunFolder: the folder of a training run, from its first checkpoint to the finished graft.
//
// Errors:  FailedPrecondition, saying what to do, where something is in the way.
#pragma once

#include <string>
#include <vector>

#include "common/base/status.h"

namespace graft::cli {

std::string CheckpointPath(const std::string& folder);

// Before anything is loaded: whether what lies in the folder goes with the flags.
absl::Status CheckRunFolder(const std::string& folder, bool resume, bool overwrite);

// Whether an adapter may be written to the folder: there is none, or it may be replaced.
absl::Status CheckAdapterFolder(const std::string& folder, bool overwrite);

// Makes the folder and checks that it can be written. `overwrite` removes the checkpoint of
// an earlier run; a graft that is there stays until SaveGraft replaces it.
absl::Status OpenRunFolder(const std::string& folder, bool overwrite);

// The checkpoint, and what a killed process left of one.
void RemoveCheckpoint(const std::string& folder);

// The command that goes on with the run that `typed` began.
std::string ResumeCommand(const std::vector<std::string>& typed);

// The error of a run that failed, with a word on what is kept.
absl::Status Unfinished(const absl::Status& status, const std::string& folder,
                        const std::vector<std::string>& typed);

}  // namespace graft::cli
