#include "common/base/json.h"

#include <cstdlib>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace graft {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string ErrorOf(std::string_view text) {
  const auto json = ParseJson(text, "file.json");
  return json.ok() ? "no error" : std::string(json.status().message());
}

Json Parsed(std::string_view text) {
  const auto json = ParseJson(text, "file.json");
  EXPECT_TRUE(json.ok()) << json.status();
  return json.value_or(Json());
}

TEST(Json, SyntaxErrorsNameFileLineAndColumn) {
  const std::string error = ErrorOf("{\n  \"a\": 1,\n  \"b\" 2\n}");
  EXPECT_THAT(error, HasSubstr("file.json: not valid JSON: line 3, column 7"));
  EXPECT_THAT(error, HasSubstr("expected ':'"));
}

TEST(Json, TextThatIsNotOneJsonValueIsAnError) {
  for (const char* text :
       {"", " ", "{", "[1,]", "{\"a\":1,}", "1 2", "nul", "'a'", "NaN", "[1] //",
        "\"\\x\"", "\"\n\"", "01", "1e999", "-1e999"})
    EXPECT_THAT(ErrorOf(text), HasSubstr("not valid JSON")) << text;
}

TEST(Json, InvalidUtf8IsAnError) {
  for (const char* text :
       {"\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "\"\xe6\xbc\"", "\"\\ud800\""})
    EXPECT_THAT(ErrorOf(text), HasSubstr("not valid JSON"));
}

TEST(Json, AKeyGivenTwiceIsAnErrorNamingIt) {
  EXPECT_THAT(ErrorOf(R"({"a": {"b": 1, "c": 2, "b": 3}})"),
              HasSubstr("key \"b\" is given twice"));
  // The same key in different objects is fine.
  EXPECT_EQ(Parsed(R"([{"a": 1}, {"a": {"a": 2}}])")[1]["a"]["a"], 2);
}

TEST(Json, NestingIsLimitedTo64) {
  const auto nested = [](int depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(ParseJson(nested(64), "x").ok());
  EXPECT_THAT(ErrorOf(nested(65)), HasSubstr("nested more than 64 deep"));
  EXPECT_THAT(ErrorOf(std::string(1'000'000, '[')), HasSubstr("nested more than 64"));
}

TEST(Json, AnErrorRepeatsOnlyTheBeginningOfALongText) {
  EXPECT_LT(ErrorOf("\"" + std::string(100'000, 'x')).size(), 400);
  const std::string key = "\"" + std::string(100'000, 'x') + "\":1";
  EXPECT_LT(ErrorOf("{" + key + "," + key + "}").size(), 400);
}

TEST(Json, ValuesOfEveryTypeSurviveWritingAndReading) {
  const std::string text =
      R"({"a":[1,-2,18446744073709551615,0.1,1e-12,true,false,null],"b":{"ü":"\"\\\n"}})";
  EXPECT_EQ(DumpJson(Parsed(text)), text);
  EXPECT_EQ(Parsed(DumpJsonIndented(Parsed(text))), Parsed(text));
}

TEST(Json, WritingInvalidUtf8WritesTheReplacementCharacter) {
  EXPECT_EQ(DumpJson(Json("a\xff")), "\"a\xef\xbf\xbd\"");
}

TEST(Json, FilesAreWrittenAndReadBack) {
  const std::string path = std::string(std::getenv("TEST_TMPDIR")) + "/x.json";
  const Json json = Parsed(R"({"a": [1, 2]})");
  ASSERT_TRUE(WriteJsonAtomically(path, json).ok());
  const auto back = ReadJson(path);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(*back, json);
  EXPECT_EQ(ReadJson(path + ".none").status().code(), absl::StatusCode::kNotFound);
}

TEST(Json, GettersReturnTheValueOfTheirType) {
  const Json json = Parsed(R"({"i": -3, "d": 0.5, "s": "x", "b": true, "n": null})");
  EXPECT_EQ(*GetInt(json, "i"), -3);
  EXPECT_EQ(*GetDouble(json, "d"), 0.5);
  EXPECT_EQ(*GetDouble(json, "i"), -3.0);
  EXPECT_EQ(*GetString(json, "s"), "x");
  EXPECT_EQ(*GetBool(json, "b"), true);
}

TEST(Json, GettersFallBackOnlyWhereTheKeyIsAbsentOrNull) {
  const Json json = Parsed(R"({"i": 1, "n": null})");
  EXPECT_EQ(*GetInt(json, "i", 7), 1);
  EXPECT_EQ(*GetInt(json, "n", 7), 7);
  EXPECT_EQ(*GetDouble(json, "none", 0.25), 0.25);
  EXPECT_EQ(*GetString(json, "none", "y"), "y");
  EXPECT_EQ(*GetBool(json, "none", true), true);
  EXPECT_FALSE(GetString(json, "i", "y").ok());
}

TEST(Json, GettersSayWhatTheyExpectedAndFound) {
  const Json json = Parsed(
      R"({"s": "three", "d": 3.0, "big": 9223372036854775808, "a": [1, 2], "o": {}})");
  const auto error = [](const auto& value) {
    return std::string(value.status().message());
  };
  EXPECT_EQ(error(GetInt(json, "s")), R"(key "s": expected an integer, found "three")");
  EXPECT_EQ(error(GetInt(json, "d")), R"(key "d": expected an integer, found 3.0)");
  EXPECT_THAT(error(GetInt(json, "big")), HasSubstr("found 9223372036854775808"));
  EXPECT_THAT(error(GetDouble(json, "a")), HasSubstr("a number, found an array of 2"));
  EXPECT_THAT(error(GetString(json, "o")), HasSubstr("a string, found an object"));
  EXPECT_THAT(error(GetBool(json, "d")), HasSubstr("true or false, found 3.0"));
  EXPECT_EQ(error(GetInt(json, "none")),
            R"(key "none" is missing; expected an integer)");
  EXPECT_THAT(error(GetInt(json["a"], "x")), HasSubstr("expected an object"));
}

TEST(Json, AnUnknownKeyIsAnErrorWithItsNeighbours) {
  const Json json = Parsed(R"({"hiden_size": 3})");
  EXPECT_TRUE(CheckKnownKeys(json, {"x", "hiden_size"}).ok());
  EXPECT_EQ(CheckKnownKeys(json, {"layers", "hidden_size"}).message(),
            "unknown key \"hiden_size\"; did you mean hidden_size?");
  EXPECT_THAT(std::string(CheckKnownKeys(json, {"layers"}).message()),
              Not(HasSubstr("did you mean")));
  EXPECT_FALSE(CheckKnownKeys(Parsed("[]"), {}).ok());
}

TEST(Json, GetStringsTakesAnArrayOfStringsOrNothing) {
  const Json json = {
      {"list", {"a", "b"}}, {"null", nullptr}, {"mixed", {"a", 1}}, {"x", "a"}};
  EXPECT_EQ(*GetStrings(json, "list"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(GetStrings(json, "null")->empty() && GetStrings(json, "none")->empty());
  EXPECT_THAT(GetStrings(json, "mixed").status().ToString(),
              HasSubstr("strings only, found 1"));
  EXPECT_THAT(GetStrings(json, "x").status().ToString(),
              HasSubstr("expected an array of strings, found \"a\""));
}

}  // namespace
}  // namespace graft
