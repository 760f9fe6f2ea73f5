#include "common/base/machine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

namespace graft {
namespace {

using ::testing::AnyOf;
using ::testing::MatchesRegex;

TEST(Machine, NamesProcessorAndCompiler) {
  EXPECT_THAT(CpuName(), AnyOf("unknown", MatchesRegex(".+, [0-9]+ cores")));
  EXPECT_THAT(CompilerName(), MatchesRegex("(GCC|Clang) [0-9]+\\.[0-9]+\\.[0-9]+"));
}

// Allocates, writes and frees.
void Touch(size_t mib) {
  std::vector<unsigned char> block(mib << 20);
  for (size_t i = 0; i < block.size(); i += 4096) block[i] = 1;
  EXPECT_EQ(static_cast<volatile unsigned char&>(block[0]), 1);
}

TEST(Machine, PeakMemoryRemembersWhatWasFreed) {
  const double before = PeakMemoryMib();
  if (before == 0) GTEST_SKIP() << "the system does not say";
  Touch(256);
  // The block's own pages, less what the process had below its earlier peak (a few MiB).
  EXPECT_GT(PeakMemoryMib(), before + 192);
}

TEST(Machine, PeakMemoryStartsAnewWhereTheSystemAllowsIt) {
  Touch(256);
  const double before = PeakMemoryMib();
  if (before == 0 || !ResetPeakMemory()) GTEST_SKIP() << "the system does not allow it";
  EXPECT_LT(PeakMemoryMib(), before - 192);
}

}  // namespace
}  // namespace graft
