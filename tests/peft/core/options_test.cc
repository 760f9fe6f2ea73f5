#include "peft/core/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

#include "common/base/rng.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

struct Config {
  int64_t r = 8;
  double alpha = 0.1;
  bool scaled = false;
  std::string targets = "query,value";

  template <class V>
  void Fields(V&& v) {
    v("r", r, "rank");
    v("alpha", alpha, "scale");
    v("scaled", scaled, "whether to scale");
    v("targets", targets, "which maps");
  }
};

struct Empty {
  template <class V>
  void Fields(V&&) {}
};

std::string ErrorOf(const OptionValues& values) {
  return ParseOptions<Config>(values).status().ToString();
}

TEST(Options, ReadsEveryType) {
  const auto config = ParseOptions<Config>(
      {{"r", "-3"}, {"alpha", "2.5e-3"}, {"scaled", "true"}, {"targets", "key"}});
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->r, -3);
  EXPECT_EQ(config->alpha, 2.5e-3);
  EXPECT_TRUE(config->scaled);
  EXPECT_EQ(config->targets, "key");
}

TEST(Options, LeavesWhatIsNotGivenAsItWas) {
  Config defaults;
  defaults.alpha = 7;
  const auto config = ParseOptions(OptionValues{{"r", "1"}}, defaults);
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->r, 1);
  EXPECT_EQ(config->alpha, 7);
  EXPECT_EQ(config->targets, "query,value");
  EXPECT_TRUE(ParseOptions<Empty>({}).ok());
}

TEST(Options, DescribesNameDefaultAndHelpInOrder) {
  std::string lines;
  for (const OptionInfo& option : DescribeOptions(Config()))
    lines += option.name + "=" + option.value + " (" + option.help + ") ";
  EXPECT_EQ(lines,
            "r=8 (rank) alpha=0.1 (scale) scaled=false (whether to scale) "
            "targets=query,value (which maps) ");
}

TEST(Options, NamesWhatIsUnreadableAndWhatItWants) {
  EXPECT_EQ(ErrorOf({{"r", "x"}}),
            "INVALID_ARGUMENT: option r=x: expected a whole number");
  for (const char* text :
       {"", " 8", "8 ", "+8", "8.0", "0x8", "1e3", "9223372036854775808"})
    EXPECT_THAT(ErrorOf({{"r", text}}), HasSubstr("expected a whole number")) << text;
  for (const char* text : {"", "1,5", "1.5x", "0.1 ", "1e999", "half"})
    EXPECT_THAT(ErrorOf({{"alpha", text}}), HasSubstr("expected a number")) << text;
  for (const char* text : {"", "True", "1", "yes"})
    EXPECT_THAT(ErrorOf({{"scaled", text}}), HasSubstr("expected true or false"))
        << text;
}

TEST(Options, AnUnknownNameListsTheKnownOnes) {
  EXPECT_EQ(ErrorOf({{"rank", "8"}}),
            "INVALID_ARGUMENT: unknown option rank: the method has r, alpha, scaled, "
            "targets");
  EXPECT_THAT(ErrorOf({{"alhpa", "8"}}), HasSubstr("; did you mean alpha?"));
  EXPECT_THAT(ParseOptions<Empty>({{"r", "8"}}).status().ToString(),
              HasSubstr("unknown option r: the method has none"));
}

TEST(Options, DoublesReadBackAsTheyWere) {
  const auto back = [](double value) {
    double read = std::numeric_limits<double>::quiet_NaN();
    EXPECT_TRUE(internal::ParseOption("x", internal::PrintOption(value), read).ok())
        << internal::PrintOption(value);
    return read;
  };
  using Limits = std::numeric_limits<double>;
  for (const double value :
       {0.0, -0.0, 0.1, 1.0 / 3, 1e-300, 1e22, Limits::max(), Limits::lowest(),
        Limits::denorm_min(), Limits::min(), Limits::infinity()})
    EXPECT_EQ(std::bit_cast<uint64_t>(back(value)), std::bit_cast<uint64_t>(value));
  EXPECT_TRUE(std::isnan(back(Limits::quiet_NaN())));
  const RandomStream bits(1, "doubles");
  for (int i = 0; i < 10'000; ++i) {
    const auto value = std::bit_cast<double>(bits.Bits(i));
    if (std::isnan(value)) continue;
    EXPECT_EQ(back(value), value);
  }
  EXPECT_EQ(internal::PrintOption(0.1), "0.1");
}

TEST(Options, WholeNumbersReadBackToTheirLimits) {
  for (const int64_t value : {int64_t{0}, std::numeric_limits<int64_t>::min(),
                              std::numeric_limits<int64_t>::max()}) {
    int64_t read = 1;
    EXPECT_TRUE(internal::ParseOption("x", internal::PrintOption(value), read).ok());
    EXPECT_EQ(read, value);
  }
}

TEST(ParseSettings, CutsAtTheFirstEqualsSign) {
  EXPECT_THAT(ParseSettings({"r=8", "targets=a=b", "note="}).value(),
              ElementsAre(Pair("note", ""), Pair("r", "8"), Pair("targets", "a=b")));
  EXPECT_TRUE(ParseSettings({})->empty());
  EXPECT_TRUE(ParseSettings({""})->empty());
}

TEST(ParseSettings, CutsAtCommasButNotInsideAValue) {
  EXPECT_THAT(ParseSettings({"r=8,targets=query,value,alpha=2", "s=1"}).value(),
              ElementsAre(Pair("alpha", "2"), Pair("r", "8"), Pair("s", "1"),
                          Pair("targets", "query,value")));
}

TEST(ParseSettings, RejectsWhatIsNoPairAndWhatIsGivenTwice) {
  const auto error = [](const std::vector<std::string>& settings) {
    return ParseSettings(settings).status().ToString();
  };
  EXPECT_THAT(error({"r"}), HasSubstr("'r': expected name=value, as in r=8"));
  EXPECT_THAT(error({"=8"}), HasSubstr("'=8': expected name=value"));
  EXPECT_THAT(error({"targets=query", "value"}), HasSubstr("'value': expected name="));
  EXPECT_THAT(error({",r=8"}), HasSubstr("'': expected name=value"));
  EXPECT_THAT(error({"r=1", "r=1"}), HasSubstr("option r is given twice"));
  EXPECT_THAT(error({"r=1,r=2"}), HasSubstr("option r is given twice"));
}

}  // namespace
}  // namespace graft
