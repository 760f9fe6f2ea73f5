// Play: the command that runs a problem on arguments as LeetCode writes them.
//
//   play level_order '[3,9,20,null,null,15,7]'     the tree and the answer
//   play --list [words]                            every problem, or those with these words
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace graft::play {

// Returns the exit status: 0, or 2 for arguments that cannot be used, with the reason on `err`.
int Play(const std::vector<std::string>& args, std::ostream& out, std::ostream& err);

}  // namespace graft::play
