#include "common/base/strings.h"

#include <absl/strings/string_view.h>

#include <string_view>

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

}  // namespace
}  // namespace graft
