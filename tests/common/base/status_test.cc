#include "common/base/status.h"

#include <memory>
#include <string>
#include <utility>

#include "gtest/gtest.h"

namespace graft {
namespace {

absl::StatusOr<int> Half(int x) {
  if (x % 2 != 0) return absl::InvalidArgumentError(StrCat(x, " is odd"));
  return x / 2;
}

absl::StatusOr<int> Quarter(int x) {
  ASSIGN_OR_RETURN(const int half, Half(x));
  ASSIGN_OR_RETURN(int quarter, Half(half));
  return quarter;
}

absl::Status CheckEven(int x, bool* reached) {
  RETURN_IF_ERROR(Half(x).status());
  *reached = true;
  return absl::OkStatus();
}

TEST(Status, AssignOrReturnUnwrapsOrReturnsTheError) {
  EXPECT_EQ(*Quarter(12), 3);
  EXPECT_EQ(Quarter(3).status().message(), "3 is odd");
  EXPECT_EQ(Quarter(6).status().message(), "3 is odd");
}

TEST(Status, AssignOrReturnMovesAndAssignsToWhatIsThere) {
  const auto make = []() -> absl::StatusOr<std::unique_ptr<int>> {
    return std::make_unique<int>(5);
  };
  const auto take = [&]() -> absl::StatusOr<int> {
    std::unique_ptr<int> value;
    ASSIGN_OR_RETURN(value, make());
    return *value;
  };
  EXPECT_EQ(*take(), 5);
}

TEST(Status, ReturnIfErrorStopsOnlyAtAnError) {
  bool reached = false;
  EXPECT_EQ(CheckEven(1, &reached).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(reached);
  EXPECT_TRUE(CheckEven(2, &reached).ok());
  EXPECT_TRUE(reached);
}

TEST(Status, WithContextKeepsTheCodeAndLeavesOkAlone) {
  const absl::Status status = WithContext(absl::NotFoundError("no b"), "reading a");
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "reading a: no b");
  EXPECT_TRUE(WithContext(absl::OkStatus(), "reading a").ok());
}

}  // namespace
}  // namespace graft
