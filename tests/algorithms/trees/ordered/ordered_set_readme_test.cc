// The chapter's example.
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "algorithms/trees/ordered/avl.h"
#include "algorithms/trees/ordered/ordered_map.h"
#include "algorithms/trees/ordered/ordered_set.h"
#include "common/testing/quotes.h"

namespace graft::trees {
namespace {

TEST(OrderedSetReadme, Example) {
  // clang-format off: as the chapter shows it
  OrderedSet<int64_t> set = {30, 10, 20};  // a B+ tree
  set.insert(40);
  EXPECT_EQ(*set.lower_bound(15), 20);
  EXPECT_EQ(*set.nth(0), 10);   // the least
  EXPECT_EQ(set.rank(30), 2u);  // two keys are less

  OrderedMap<std::string, int, std::greater<std::string>, AvlTree> ages;  // Z to A
  ages["Ada"] = 36;
  ages["Alan"] = 41;
  for (auto&& [name, age] : ages) age += 1;
  EXPECT_EQ(ages.begin()->first, "Alan");
  EXPECT_EQ(ages.at("Ada"), 37);
  // clang-format on
}

TEST(OrderedSetReadme, QuotesThisFile) {
  EXPECT_EQ(graft::testing::ExpectQuoted(
                "algorithms/trees/ordered/README.md",
                {"tests/algorithms/trees/ordered/ordered_set_readme_test.cc"}),
            1);
}

}  // namespace
}  // namespace graft::trees
