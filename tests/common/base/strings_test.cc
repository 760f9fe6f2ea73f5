#include "common/base/strings.h"

#include <absl/strings/string_view.h>

#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace graft {
namespace {

TEST(Strings, StrCatPrintsWhateverCanBePrinted) {
  EXPECT_EQ(StrCat("a", std::string("b"), std::string_view("c"), absl::string_view("d"),
                   'e', 1, 2.5),
            "abcde12.5");
}

TEST(Strings, StrCatKeepsZeroBytes) {
  EXPECT_EQ(StrCat(std::string_view("a\0b", 3)).size(), 3);
}

TEST(Strings, JoinPutsTheSeparatorBetweenItems) {
  EXPECT_EQ(Join(std::vector<std::string>{}, ", "), "");
  EXPECT_EQ(Join(std::vector<std::string>{"a"}, ", "), "a");
  EXPECT_EQ(Join(std::vector<std::string>{"", "b", ""}, ", "), ", b, ");
  EXPECT_EQ(Join(std::vector<int>{2, 3}, "×"), "2×3");
}

}  // namespace
}  // namespace graft
