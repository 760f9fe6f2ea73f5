// FullDisk: while it lives, no file of this process grows beyond a size.
//
// Idea:   a limit of the system on file sizes fails a write half-way, as a full disk does.
// Errors: a limit that cannot be set is a CHECK.
#pragma once

#include <sys/resource.h>

#include <cstdint>

namespace graft::testing {

class FullDisk {
 public:
  explicit FullDisk(uint64_t largest);  // bytes
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk();

 private:
  rlimit limit_;            // what it was before
  void (*on_signal_)(int);  // SIGXFSZ's
};

}  // namespace graft::testing
