#include "common/testing/full_disk.h"

#include <csignal>

#include "common/base/check.h"

namespace graft::testing {

FullDisk::FullDisk(uint64_t largest) : on_signal_(std::signal(SIGXFSZ, SIG_IGN)) {
  CHECK_EQ(::getrlimit(RLIMIT_FSIZE, &limit_), 0);
  const rlimit tiny = {largest, limit_.rlim_max};
  CHECK_EQ(::setrlimit(RLIMIT_FSIZE, &tiny), 0);
}

FullDisk::~FullDisk() {
  CHECK_EQ(::setrlimit(RLIMIT_FSIZE, &limit_), 0);
  std::signal(SIGXFSZ, on_signal_);
}

}  // namespace graft::testing
