#include "cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace graft::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Fields {
  std::string name = "anne";
  int64_t count = 3;
  double rate = 0.5;
  bool loud = false;
  std::vector<std::string> set;

  Command command() {
    return {.name = "greet",
            .summary = "says hello",
            .notes = "  graft greet --name=bob",
            .flags = {{"name", "NAME", "who", &name},
                      {"count", "N", "how often", &count},
                      {"rate", "X", "how fast", &rate},
                      {"loud", "", "shout", &loud},
                      {"set", "A=B", "an option", &set}},
            .run = [this](const auto& typed) {
              return count > 9 ? absl::CancelledError("enough")
                               : absl::NotFoundError("nobody named " + name);
            }};
  }
};

std::string ErrorOf(const std::vector<std::string>& args) {
  Fields fields;
  const absl::Status status = ParseFlags(fields.command(), args);
  EXPECT_TRUE(IsUsageError(status)) << status;
  return std::string(status.message().data(), status.message().size());
}

TEST(ParseFlags, TakesBothWaysOfWritingAValue) {
  Fields f;
  ASSERT_TRUE(ParseFlags(f.command(), {"--name=bob", "--count", "-4", "--rate=1e-3",
                                       "--loud", "--set", "r=8", "--set=a=b=c"})
                  .ok());
  EXPECT_EQ(f.name, "bob");
  EXPECT_EQ(f.count, -4);
  EXPECT_EQ(f.rate, 1e-3);
  EXPECT_TRUE(f.loud);
  EXPECT_THAT(f.set, ElementsAre("r=8", "a=b=c"));
}

TEST(ParseFlags, KeepsDefaultsAndTakesEmptyValues) {
  Fields f;
  f.loud = true;
  ASSERT_TRUE(ParseFlags(f.command(), {"--name=", "--loud=false"}).ok());
  EXPECT_EQ(f.name, "");
  EXPECT_EQ(f.count, 3);
  EXPECT_FALSE(f.loud);
}

TEST(ParseFlags, ErrorsNameTheFlagAndTheNearest) {
  EXPECT_THAT(ErrorOf({"--nam=x"}), HasSubstr("no flag --nam; did you mean --name"));
  EXPECT_THAT(ErrorOf({"--name"}), HasSubstr("--name needs a value: --name=NAME"));
  EXPECT_THAT(ErrorOf({"--name", "--loud"}), HasSubstr("--name needs a value"));
  EXPECT_THAT(ErrorOf({"--count=1.5"}),
              HasSubstr("--count=1.5: expected a whole number"));
  EXPECT_THAT(ErrorOf({"--count="}), HasSubstr("expected a whole number"));
  EXPECT_THAT(ErrorOf({"--count=99999999999999999999"}), HasSubstr("--count"));
  EXPECT_THAT(ErrorOf({"--rate=fast"}), HasSubstr("--rate=fast: expected a number"));
  EXPECT_THAT(ErrorOf({"--loud=yes"}), HasSubstr("expected true or false"));
  EXPECT_THAT(ErrorOf({"bob"}), HasSubstr("unexpected argument 'bob'"));
  EXPECT_THAT(ErrorOf({"--"}), HasSubstr("unexpected argument '--'"));
}

TEST(ParseFlags, MissesWhatIsRequired) {
  Fields f;
  Command command = f.command();
  command.flags[0].required = true;
  EXPECT_TRUE(IsUsageError(ParseFlags(command, {"--loud"})));
  EXPECT_TRUE(ParseFlags(command, {"--name=x"}).ok());
}

TEST(HelpText, ShowsEachFlagWithItsDefault) {
  Fields f;
  const std::string help = HelpText(f.command());
  for (const char* part :
       {"graft greet: says hello\n", "  --name=NAME  who (default anne)\n",
        "  --count=N    how often (default 3)\n", "  --loud       shout\n",
        "  --set=A=B    an option (may be repeated)\n", "\n  graft greet --name=bob\n"})
    EXPECT_THAT(help, HasSubstr(part));
}

TEST(RunProgram, ExitCodesTellUsageFromDataFromInterruption) {
  Fields f;
  const std::vector<Command> commands = {f.command()};
  EXPECT_EQ(RunProgram(commands, {"graft"}), 2);
  EXPECT_EQ(RunProgram(commands, {"graft", "--help"}), 0);
  EXPECT_EQ(RunProgram(commands, {"graft", "great"}), 2);
  EXPECT_EQ(RunProgram(commands, {"graft", "greet", "--nam=x"}), 2);
  EXPECT_EQ(RunProgram(commands, {"graft", "greet", "--help"}), 0);
  EXPECT_EQ(RunProgram(commands, {"graft", "greet"}), 1);
  EXPECT_EQ(RunProgram(commands, {"graft", "greet", "--count=10"}), 130);
}

TEST(ShellQuoted, ReadsBackAsOneWord) {
  EXPECT_EQ(ShellQuoted("--data=a/b.csv"), "--data=a/b.csv");
  EXPECT_EQ(ShellQuoted("--data=my file.csv"), "'--data=my file.csv'");
  EXPECT_EQ(ShellQuoted("it's"), "'it'\\''s'");
  EXPECT_EQ(ShellQuoted("$HOME"), "'$HOME'");
  EXPECT_EQ(ShellQuoted(""), "''");
}

}  // namespace
}  // namespace graft::cli
