#include "common/data/json_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The values of "n", and the records' numbers, until one is negative.
struct Taken {
  std::vector<int64_t> values, numbers;
  absl::Status status;
};
Taken Take(std::string_view jsonl) {
  Taken taken;
  taken.status = ForEachRecord(
      jsonl, "f.jsonl", [&](const Json& record, int64_t number) -> absl::Status {
        ASSIGN_OR_RETURN(const int64_t value, GetInt(record, "n"));
        if (value < 0) return absl::OutOfRangeError("negative");
        taken.values.push_back(value);
        taken.numbers.push_back(number);
        return absl::OkStatus();
      });
  return taken;
}

TEST(JsonLines, GivesEachRecordAndItsNumber) {
  const Taken taken = Take("{\"n\":4}\n{\"n\":2}\r\n{\"n\":7}");
  EXPECT_TRUE(taken.status.ok()) << taken.status;
  EXPECT_THAT(taken.values, ElementsAre(4, 2, 7));
  EXPECT_THAT(taken.numbers, ElementsAre(0, 1, 2));
  EXPECT_TRUE(Take("").status.ok());
}

TEST(JsonLines, NamesTheLineThatIsWrong) {
  EXPECT_THAT(Take("{\"n\":4}\n{\"n\":").status.message(), HasSubstr("f.jsonl:2"));
  EXPECT_THAT(Take("\n{\"n\":4}").status.message(), HasSubstr("f.jsonl:1"));
  EXPECT_THAT(Take("{\"n\":4}\n{\"m\":4}").status.message(), HasSubstr("f.jsonl:2: "));
  const Taken stopped = Take("{\"n\":4}\n{\"n\":-1}\n{\"n\":5}");
  EXPECT_EQ(stopped.status.message(), "f.jsonl:2: negative");
  EXPECT_EQ(stopped.status.code(), absl::StatusCode::kOutOfRange);
  EXPECT_THAT(stopped.values, ElementsAre(4));
}

}  // namespace
}  // namespace graft
