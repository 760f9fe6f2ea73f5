#include "algorithms/text/literal.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <limits>

namespace graft::text {
namespace {

using Kind = Literal::Kind;

std::string Normal(std::string_view text) {
  const auto literal = ParseLiteral(text);
  return literal.ok() ? FormatLiteral(*literal) : "error";
}

std::string Error(std::string_view text) {
  const auto literal = ParseLiteral(text);
  if (literal.ok()) return "no error";
  return std::to_string(literal.error().position) + ": " + literal.error().reason;
}

TEST(Literal, ReadsWhatProblemsAreWrittenWith) {
  for (const char* text : {"null", "true", "false", "0", "-17", "1.5", "-0.25", "\"\"",
                           "\"a\\\"b\\\\c\"", "[]", "[1,null,\"x\",[2.5,[]],false]"})
    EXPECT_EQ(Normal(text), text);
  EXPECT_EQ(Normal(" [ 1 ,\n 2 ] "), "[1,2]");
  EXPECT_EQ(Normal("2e3"), "2000.0");
  EXPECT_EQ(Normal("\"tab\\t\""), "\"tab\\t\"");
}

TEST(Literal, KeepsTheExtremesOf64BitsAndRefusesWhatIsBeyond) {
  EXPECT_EQ(Normal("9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(Normal("-9223372036854775808"), "-9223372036854775808");
  EXPECT_EQ(Error("9223372036854775808"),
            "0: the number 9223372036854775808 is out of range");
  EXPECT_EQ(Error("[1e999]"), "1: the number 1e999 is out of range");
}

TEST(Literal, EveryErrorHasAPositionAndAReason) {
  EXPECT_EQ(Error(""), "0: expected a value, found the end");
  EXPECT_EQ(Error("[1,2"), "4: expected ',' or ']', found the end");
  EXPECT_EQ(Error("[1 2]"), "3: expected ',' or ']', found '2'");
  EXPECT_EQ(Error("[1,]"), "3: expected a value, found ']'");
  EXPECT_EQ(Error("nul"), "0: expected a value, found 'n'");
  EXPECT_EQ(Error("1-2"), "0: expected a number, found '1-2'");
  EXPECT_EQ(Error("[01]"), "1: a number does not begin with 0: '01'");
  EXPECT_EQ(Error("-007"), "0: a number does not begin with 0: '-007'");
  EXPECT_EQ(Error("1."), "0: expected digits around '.' in '1.'");
  EXPECT_EQ(Error("1.e3"), "0: expected digits around '.' in '1.e3'");
  EXPECT_EQ(Error("-.5"), "0: expected digits around '.' in '-.5'");
  EXPECT_EQ(Error(std::string((size_t{1} << 26) + 1, ' ')),
            "0: the text is longer than 67108864 characters");
  EXPECT_EQ(Error("\"abc"), "4: expected '\"' to end the string, found the end");
  EXPECT_EQ(Error("\"\\q\""), "2: expected one of \" \\ / n t after '\\', found 'q'");
  EXPECT_EQ(Error("[\"a\nb\"]"),
            "3: expected an escape such as \\n, found control character 10");
  EXPECT_EQ(Error(std::string_view("\"\0\"", 3)),
            "1: expected an escape such as \\n, found control character 0");
  EXPECT_EQ(Error("[] []"), "3: expected nothing more, found '['");
}

TEST(Literal, TakesAllCharactersButControlsAsTheyAre) {
  for (int code = 0; code < 256; ++code) {
    const char c = static_cast<char>(code);
    if (c == '"' || c == '\\') continue;
    const auto literal = ParseLiteral(std::string{'"', c, '"'});
    ASSERT_EQ(literal.ok(), code >= 32) << code;
    if (literal.ok()) {
      ASSERT_EQ(literal->text, std::string(1, c));
    }
  }
}

TEST(Literal, NestsToALimit) {
  const auto nested = [](size_t n) {
    return std::string(n, '[') + std::string(n, ']');
  };
  EXPECT_EQ(Normal(nested(200)), nested(200));
  EXPECT_EQ(Error(nested(201)), "200: lists nest deeper than 200");
  EXPECT_EQ(Error(std::string(100000, '[')), "200: lists nest deeper than 200");
}

TEST(Literal, EveryProperPrefixOfAListIsAnError) {
  const std::string text = "[1,null,\"x\",[2.5,[]],false]";
  for (size_t n = 0; n < text.size(); ++n)
    EXPECT_NE(Error(text.substr(0, n)), "no error") << n;
}

rc::Gen<std::string> AnyText() {
  return rc::gen::container<std::string>(rc::gen::suchThat<char>([](char c) {
    return c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= ' ';
  }));
}

rc::Gen<Literal> AnyLiteral(int depth) {
  return rc::gen::exec([depth] {
    Literal out;
    out.kind = *rc::gen::element(Kind::kNull, Kind::kBool, Kind::kInteger, Kind::kReal,
                                 Kind::kText, Kind::kList);
    if (out.kind == Kind::kBool) out.truth = *rc::gen::arbitrary<bool>();
    if (out.kind == Kind::kInteger) out.integer = *rc::gen::arbitrary<int64_t>();
    if (out.kind == Kind::kReal) out.real = *rc::gen::arbitrary<double>();
    if (out.kind == Kind::kText) out.text = *AnyText();
    if (out.kind == Kind::kList && depth > 0)
      out.list = *rc::gen::scale(
          0.2, rc::gen::container<std::vector<Literal>>(AnyLiteral(depth - 1)));
    return out;
  });
}

TEST(Literal, AnyLiteralIsReadBackAsItWasWritten) {
  EXPECT_TRUE(rc::check([] {
    const Literal literal = *AnyLiteral(3);
    const auto back = ParseLiteral(FormatLiteral(literal));
    RC_ASSERT(back.ok());
    RC_ASSERT(*back == literal);
  }));
}

}  // namespace
}  // namespace graft::text
