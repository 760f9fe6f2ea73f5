#include "common/data/folders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/base/files.h"
#include "common/testing/temp_folder.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

class Folders : public ::testing::Test {
 protected:
  void Write(const std::string& name, std::string_view bytes) {
    const fs::path path = root_ / name;
    ASSERT_TRUE(MakeFolder(path.parent_path()).ok());
    ASSERT_TRUE(WriteFileAtomically(path, bytes).ok());
  }
  std::string ErrorOf(const std::string& folder) {
    return std::string(LoadFolders(folder, InvalidUtf8::kDrop).status().message());
  }
  const fs::path root_ = fs::path(testing::EmptyFolder()) / "topics";
};

TEST_F(Folders, ReadClassesAndTextsInTheOrderOfTheirNames) {
  Write("tech/2.txt", "two");
  Write("tech/10.txt", "ten\xA3");
  Write("art/1.txt", "one");
  Write("art/notes.md", "not a text");
  Write(".cache/1.txt", "hidden");
  Write("README.txt", "not in a class");
  const TextDataset data = LoadFolders(root_, InvalidUtf8::kDrop).value();
  EXPECT_EQ(data.name, "topics");
  EXPECT_THAT(data.labels, ElementsAre("art", "tech"));
  ASSERT_EQ(data.size(), 3);
  EXPECT_EQ(data.examples[0].id, "art/1.txt");
  EXPECT_EQ(data.examples[1].id, "tech/10.txt");
  EXPECT_EQ(data.examples[1].text, "ten");
  EXPECT_EQ(data.examples[2].label, 1);
}

TEST_F(Folders, RejectsAMissingFolderOneClassAndAnEmptyClass) {
  EXPECT_EQ(LoadFolders(root_ / "none", InvalidUtf8::kDrop).status().code(),
            absl::StatusCode::kNotFound);
  Write("art/1.txt", "one");
  EXPECT_THAT(ErrorOf(root_), HasSubstr("at least two classes, found 1"));
  Write("tech/readme.md", "no text");
  EXPECT_THAT(ErrorOf(root_), HasSubstr("tech: expected texts in files named *.txt"));
}

TEST_F(Folders, IgnoreLinksToNothingAndNameWhatCannotBeLookedAt) {
  Write("art/1.txt", "one");
  Write("tech/1.txt", "one");
  fs::create_symlink("nothing", root_ / "art/2.txt");
  EXPECT_EQ(LoadFolders(root_, InvalidUtf8::kDrop).value().size(), 2);
  fs::create_symlink("3.txt", root_ / "art/3.txt");  // to itself
  EXPECT_THAT(ErrorOf(root_), HasSubstr("cannot list " + (root_ / "art").string()));
}

}  // namespace
}  // namespace graft
