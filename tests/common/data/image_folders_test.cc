#include "common/data/image_folders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/base/files.h"
#include "common/data/splits.h"
#include "common/testing/temp_folder.h"
#include "tests/common/formats/golden_files.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using testing::EmptyFolder;
using ::testing::HasSubstr;

// A folder with these files, whose contents are a PNG or JPEG image by their names.
class Folder {
 public:
  explicit Folder(const std::vector<std::string>& files = {}) {
    for (const std::string& file : files) Add(file);
  }
  void Add(const std::string& file) {
    Add(file, testing::GoldenFile(file.ends_with(".png") ? "rgb8" : "rgb.jpeg"));
  }
  void Add(const std::string& file, const std::string& bytes) {
    const std::string path = path_ + "/" + file;
    EXPECT_TRUE(MakeFolder(std::filesystem::path(path).parent_path()).ok());
    EXPECT_TRUE(WriteFileAtomically(path, bytes).ok());
  }
  const std::string& path() const { return path_; }
  absl::StatusOr<ImageFolders> Load() const { return LoadImageFolders(path_); }
  std::string Error() const { return std::string(Load().status().message()); }

 private:
  std::string path_ = EmptyFolder();
};

std::vector<std::string> Ids(const ImageDataset& data) {
  std::vector<std::string> ids;
  for (const ImageExample& example : data.examples) ids.push_back(example.id);
  return ids;
}

TEST(ImageFolders, AreInTheOrderOfNames) {
  const Folder folder({"sketch/dog/2.png", "sketch/dog/10.png", "sketch/cat/a.jpg",
                       "Photo/dog/x.JPG", "Photo/cat/1.jpeg", "Photo/cat/B.png",
                       "Photo/cat/b/0.png", "Photo/cat/a.png"});
  const ImageDataset data = folder.Load().value().data;
  EXPECT_THAT(data.domains, ElementsAre("Photo", "sketch"));
  EXPECT_THAT(data.labels, ElementsAre("cat", "dog"));
  EXPECT_THAT(Ids(data),
              ElementsAre("Photo/cat/1.jpeg", "Photo/cat/B.png", "Photo/cat/a.png",
                          "Photo/cat/b/0.png", "Photo/dog/x.JPG", "sketch/cat/a.jpg",
                          "sketch/dog/10.png", "sketch/dog/2.png"));
  EXPECT_THAT(CountByDomain(data), ElementsAre(5, 3));
  EXPECT_EQ(data.examples[4].label, 1);
  EXPECT_EQ(data.examples[5].domain, 1);
  EXPECT_EQ(data.examples[5].path, folder.path() + "/sketch/cat/a.jpg");
  EXPECT_EQ(data.name, std::filesystem::path(folder.path()).filename());
  EXPECT_EQ(LoadImageFolders(folder.path() + "/")->data.name, data.name);
  EXPECT_TRUE(CheckImages(data).ok());
  EXPECT_EQ(LeaveOneDomainOut(data, 1).test.size(), 3);
}

TEST(ImageFolders, SayWhatTheyIgnore) {
  Folder folder({"a/x/1.png", "a/y/1.png", "b/x/1.png", "b/y/1.png", "b/y/._1.png"});
  folder.Add("readme.txt", "words");
  folder.Add("a/list.csv", "words");
  folder.Add("b/y/Thumbs.db", "words");
  folder.Add("b/y/.DS_Store", "words");
  const ImageFolders folders = folder.Load().value();
  EXPECT_EQ(folders.data.size(), 4);
  EXPECT_THAT(folders.ignored,
              ElementsAre(folder.path() + "/readme.txt", folder.path() + "/a/list.csv",
                          folder.path() + "/b/y/Thumbs.db"));
}

TEST(ImageFolders, NeedDomainsClassesAndImages) {
  EXPECT_THAT(Folder().Error(), HasSubstr("at least two domains, found 0"));
  EXPECT_THAT(Folder({"a/x/1.png", "a/y/1.png"}).Error(),
              HasSubstr("at least two domains, found 1"));
  EXPECT_THAT(Folder({"a/x/1.png", "b/x/1.png"}).Error(),
              HasSubstr("at least two classes in each domain, found 1"));
  Folder empty({"a/x/1.png", "a/y/1.png"});
  ASSERT_TRUE(MakeFolder(empty.path() + "/b/x").ok());
  ASSERT_TRUE(MakeFolder(empty.path() + "/b/y").ok());
  EXPECT_THAT(empty.Error(), HasSubstr("the domain b has no images"));
  const absl::Status none = LoadImageFolders(empty.path() + "/none").status();
  EXPECT_EQ(none.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(none.message(), HasSubstr("/none"));
}

// Numbers of classes that differ from domain to domain would be labels that lie.
TEST(ImageFolders, NeedTheSameClassesInEachDomain) {
  Folder folder({"a/x/1.png", "a/y/1.png", "b/x/1.png", "c/x/1.png", "c/y/1.png"});
  EXPECT_THAT(folder.Error(),
              HasSubstr("the domain b lacks the class 'y', which a has"));
  ASSERT_TRUE(MakeFolder(folder.path() + "/b/y").ok());
  EXPECT_EQ(folder.Load()->data.size(), 5);
  folder.Add("b/z/1.png");
  EXPECT_THAT(folder.Error(),
              HasSubstr("the domain a lacks the class 'z', which b has"));
}

TEST(ImageFolders, CountImagesOfOtherFormats) {
  Folder folder({"a/x/1.png", "a/y/1.png", "b/x/1.png", "b/y/1.png"});
  for (const std::string name :
       {"1.bmp", "2.GIF", "3.tiff", "4.webp", "5.ppm", "6.tif"})
    folder.Add("b/x/" + name);
  const std::string error = folder.Error();
  EXPECT_THAT(error, HasSubstr("6 images are neither PNG nor JPEG: "));
  EXPECT_THAT(error, HasSubstr("/b/x/1.bmp; "));
  EXPECT_THAT(error, HasSubstr("/b/x/5.ppm; …; convert or remove them"));
}

TEST(ImageFolders, CountAndNameImagesThatCannotBeRead) {
  Folder folder({"a/x/1.png", "a/y/1.png", "b/x/1.png", "b/y/1.png"});
  folder.Add("a/x/0.jpg", testing::GoldenFile("rgb.jpeg").substr(0, 400));
  folder.Add("b/y/2.png", "");
  std::filesystem::create_symlink("nowhere", folder.path() + "/b/y/3.png");
  const absl::Status status = CheckImages(folder.Load().value().data);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(status.message(), HasSubstr("3 of 7 images cannot be read: "));
  EXPECT_THAT(status.message(), HasSubstr("/a/x/0.jpg: not a whole JPEG file: "));
  EXPECT_THAT(status.message(), HasSubstr("/b/y/2.png: expected a PNG or JPEG image, "
                                          "but it is empty"));
  EXPECT_THAT(status.message(), HasSubstr("/b/y/3.png"));
}

TEST(ImageFolders, FollowLinksButNotInCircles) {
  const Folder images({"x/1.png", "y/1.png"});
  const std::string elsewhere = images.path() + "_elsewhere";
  std::filesystem::rename(images.path(), elsewhere);
  const Folder folder({"a/x/1.png", "a/y/1.png"});
  std::filesystem::create_directory_symlink(elsewhere, folder.path() + "/b");
  EXPECT_EQ(folder.Load()->data.size(), 4);
  std::filesystem::create_directory_symlink("..", folder.path() + "/a/x/up");
  EXPECT_THAT(folder.Error(), HasSubstr("does a link go round in a circle?"));
  std::filesystem::remove_all(elsewhere);
}

}  // namespace
}  // namespace graft
