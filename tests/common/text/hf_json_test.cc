#include "common/text/hf_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/files.h"
#include "common/testing/temp_folder.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

std::string Message(const absl::Status& status) {
  return std::string(status.message());
}

TEST(ReadObject, IsEmptyWithoutAFileAndAnErrorForAnotherType) {
  const std::string path = testing::EmptyFolder() + "/a.json";
  EXPECT_EQ(*ReadObject(path), Json::object());
  ASSERT_TRUE(WriteFileAtomically(path, R"({"a":1})").ok());
  EXPECT_EQ((*ReadObject(path))["a"], 1);
  ASSERT_TRUE(WriteFileAtomically(path, "[1]").ok());
  EXPECT_EQ(Message(ReadObject(path).status()),
            path + ": expected an object, found an array of 1");
}

TEST(Section, IsAnObjectOrNothing) {
  const Json json = {{"a", {{"b", 1}}}, {"n", nullptr}, {"x", 3}};
  EXPECT_EQ((*Section(json, "a"))["b"], 1);
  EXPECT_EQ(*Section(json, "n"), Json::object());
  EXPECT_EQ(*Section(json, "absent"), Json::object());
  EXPECT_EQ(Message(Section(json, "x").status()), "x: expected an object, found 3");
}

TEST(Expect, AllowsOneValueOrNone) {
  const Json json = {{"a", true}, {"n", nullptr}};
  EXPECT_TRUE(Expect(json, "a", true).ok());
  EXPECT_TRUE(Expect(json, "n", true).ok());
  EXPECT_TRUE(Expect(json, "absent", true).ok());
  EXPECT_EQ(Expect(json, "a", false).ToString(),
            "UNIMPLEMENTED: a is true; only false is implemented");
}

TEST(Demand, MissesWhatIsNotThere) {
  const Json json = {{"a", 1}, {"b", {1, "x"}}};
  EXPECT_TRUE(Demand(json, {{"b", {1, "x"}}}).ok());
  EXPECT_EQ(Message(Demand(json, {{"a", 1}, {"c", 2}})),
            "c is null; only 2 is implemented");
}

TEST(CheckAddedTokens, NamesTheTokenAndTheKey) {
  const std::string_view known[] = {"<s>", "<m>"};
  const auto check = [&](const char* tokens) {
    const Json json = {{"added_tokens", Json::parse(tokens)}};
    return Message(CheckAddedTokens(json, known, [](const std::string& token) {
      return Json{{"lstrip", token == "<m>"}};
    }));
  };
  EXPECT_EQ(check(R"([{"content":"<s>","lstrip":false},{"content":"<m>"}])"), "");
  EXPECT_EQ(check("[]"), "");
  EXPECT_EQ(Message(CheckAddedTokens(Json::object(), known, {})), "");
  EXPECT_EQ(check(R"([{"content":"<m>","lstrip":false}])"),
            "added_tokens: <m>: lstrip is false; only true is implemented");
  EXPECT_EQ(check(R"([{"content":"x"}])"),
            "added_tokens: \"x\" is not one of the special tokens [\"<s>\",\"<m>\"]");
  for (const char* wrong : {"7", "[7]", "[{}]", R"([{"content":3}])", "[[]]"})
    EXPECT_THAT(check(wrong), HasSubstr("added_tokens: ")) << wrong;
}

}  // namespace
}  // namespace graft
