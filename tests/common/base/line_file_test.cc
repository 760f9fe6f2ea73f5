#include "common/base/line_file.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "common/base/files.h"
#include "common/testing/full_disk.h"
#include "common/testing/temp_folder.h"

namespace graft {
namespace {

using testing::EmptyFolder;

// Takes lines that begin with '<' and end with '>'.
struct Lines {
  std::vector<std::string> lines, places;

  absl::Status operator()(std::string_view line, const std::string& where) {
    if (!line.starts_with('<') || !line.ends_with('>'))
      return absl::InvalidArgumentError(StrCat(where, ": no record: ", line));
    lines.emplace_back(line);
    places.push_back(where);
    return absl::OkStatus();
  }
};

absl::StatusOr<std::string> Parse(std::string_view text, Lines* lines) {
  return ForEachLine(text, "f", std::ref(*lines));
}

TEST(ForEachLine, NumbersLinesFromOne) {
  Lines lines;
  EXPECT_EQ(Parse("<a>\n<b>\n", &lines).value(), "");
  EXPECT_EQ(lines.lines, (std::vector<std::string>{"<a>", "<b>"}));
  EXPECT_EQ(lines.places, (std::vector<std::string>{"f:1", "f:2"}));
  EXPECT_EQ(Parse("", &lines).value(), "");
  EXPECT_EQ(lines.lines.size(), 2);
}

TEST(ForEachLine, OnlyTheLastLineMayBeTorn) {
  Lines lines;
  EXPECT_EQ(Parse("<a>\n<b", &lines).value(), "<b");
  EXPECT_EQ(Parse("<c>", &lines).value(), "");  // whole, but for its end
  EXPECT_EQ(lines.lines, (std::vector<std::string>{"<a>", "<c>"}));
  EXPECT_EQ(Parse("<a\n<b>\n", &lines).status().message(), "f:1: no record: <a");
  EXPECT_EQ(Parse("<a>\nb\n", &lines).status().message(), "f:2: no record: b");
  EXPECT_EQ(Parse("<a>\n\n<b>", &lines).status().message(), "f:2: no record: ");
}

TEST(LineFile, AppendsAcrossOpeningsOrStartsAnew) {
  const std::string path = EmptyFolder() + "/lines";
  for (const char* line : {"<a>", "<b>"}) {
    auto file = LineFile::Open(path);
    ASSERT_TRUE(file.ok()) << file.status();
    ASSERT_TRUE(file->Append(line).ok());
  }
  EXPECT_EQ(LineFile::Open(path)->Read().value(), "<a>\n<b>\n");
  EXPECT_EQ(LineFile::Open(path, {.resume = false})->Read().value(), "");
}

TEST(LineFile, MendsAFileCutAtAnyByte) {
  const std::string path = EmptyFolder() + "/lines", whole = "<a>\n<bb>\n";
  for (size_t size = 0; size <= whole.size(); ++size) {
    ASSERT_TRUE(WriteFileAtomically(path, whole.substr(0, size)).ok());
    LineFile file = LineFile::Open(path).value();
    const std::string text = file.Read().value();
    Lines kept;
    const std::string torn = ForEachLine(text, path, std::ref(kept)).value();
    ::testing::internal::CaptureStderr();
    ASSERT_TRUE(file.Mend(text, torn).ok());
    const std::string said = ::testing::internal::GetCapturedStderr();
    EXPECT_EQ(said,
              torn.empty()
                  ? ""
                  : path + ": the last line is torn and is dropped: " + torn + "\n");
    ASSERT_TRUE(file.Append("<c>").ok());
    const std::string mended = size < 3 ? "" : size < 8 ? "<a>\n" : whole;
    EXPECT_EQ(ReadFile(path).value(), mended + "<c>\n") << size;
  }
}

TEST(LineFile, TakesALineBackThatDoesNotFit) {
  const std::string path = EmptyFolder() + "/lines";
  LineFile file = LineFile::Open(path).value();
  ASSERT_TRUE(file.Append("<a>").ok());
  {
    const testing::FullDisk disk(6);
    EXPECT_EQ(file.Append("<bb>").code(), absl::StatusCode::kResourceExhausted);
  }
  EXPECT_EQ(file.Read().value(), "<a>\n");
  ASSERT_TRUE(file.Append("<bb>").ok());
  EXPECT_EQ(file.Read().value(), "<a>\n<bb>\n");
}

TEST(LineFile, NamesAPathItCannotUse) {
  EXPECT_EQ(LineFile::Open("/nowhere/x").status().message(),
            "cannot open /nowhere/x: No such file or directory");
  EXPECT_EQ(LineFile::Open("/dev/full").status().message(),
            "/dev/full is not a regular file");
}

}  // namespace
}  // namespace graft
