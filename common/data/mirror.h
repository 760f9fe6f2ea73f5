// Mirror: the data that a paper released, pinned by repository, commit and SHA-256.
//
// Idea:      third_party/mirror.tsv lists the files. They are too many and too large to
//            commit, so they lie in a folder that the environment variable GRAFT_DATA_MIRROR
//            names; tools/fetch_mirror.py fills such a folder from the repositories. What is
//            read is checked: the hash is of the contents, after gunzip for *.gz.
// Errors:    NotFound, saying how to get the files, if the variable is not set or the file
//            not there; InvalidArgument if its hash is another.
#pragma once

#include <string>

#include "common/base/status.h"

namespace graft {

// Contents of the file listed under that path, decompressed.
absl::StatusOr<std::string> ReadMirrored(const std::string& path);

// The same from a given folder, with the hash to expect.
absl::StatusOr<std::string> ReadMirroredFrom(const std::string& folder,
                                             const std::string& path,
                                             const std::string& sha256);

}  // namespace graft
