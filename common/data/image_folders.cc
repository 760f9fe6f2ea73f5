#include "common/data/image_folders.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "common/formats/image.h"
#include "common/tensor/parallel.h"

namespace graft {
namespace {

namespace fs = std::filesystem;

constexpr int kMostDepth = 16;  // of folders in a class: links may go round in a circle
constexpr size_t kMostNamed = 5;

constexpr std::array<std::string_view, 3> kRead = {".jpeg", ".jpg", ".png"};
constexpr std::array<std::string_view, 10> kOtherImages = {
    ".avif", ".bmp", ".gif", ".heic", ".pgm", ".ppm", ".tif", ".tiff", ".webp", ".jp2"};

struct Entries {
  std::vector<std::string> folders, files;  // names, sorted
};

// Links are followed; hidden entries are left out.
absl::StatusOr<Entries> List(const fs::path& folder) {
  std::error_code code;
  Entries entries;
  for (fs::directory_iterator it(folder, code), end; !code && it != end;
       it.increment(code)) {
    const std::string name = it->path().filename();
    if (name[0] == '.') continue;
    std::error_code unknown;  // a link to nothing: a file that cannot be read
    (it->is_directory(unknown) ? entries.folders : entries.files).push_back(name);
  }
  if (code)
    return absl::ErrnoToStatus(code.value(), StrCat("cannot list ", folder.string()));
  std::sort(entries.folders.begin(), entries.folders.end());
  std::sort(entries.files.begin(), entries.files.end());
  return entries;
}

template <size_t n>
bool HasOneOf(const std::array<std::string_view, n>& endings, const std::string& name) {
  std::string ending = fs::path(name).extension();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return c < 128 ? std::tolower(c) : c; });
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

// "2 of 9 images …: a; b", at most kMostNamed of them.
std::string Named(const std::vector<std::string>& what) {
  std::vector<std::string> first(
      what.begin(),
      what.begin() + static_cast<int64_t>(std::min(what.size(), kMostNamed)));
  if (what.size() > kMostNamed) first.push_back("…");
  return Join(first, "; ");
}

class Scan {
 public:
  explicit Scan(const fs::path& root) : root_(root) {}

  absl::StatusOr<ImageFolders> Run() {
    ImageDataset& data = found_.data;
    data.name = (root_ / ".").parent_path().filename();
    ASSIGN_OR_RETURN(const Entries domains, List(root_));
    for (const std::string& file : domains.files)
      found_.ignored.push_back(root_ / file);
    data.domains = domains.folders;
    if (data.domains.size() < 2)
      return Wrong(
          StrCat("expected a sub-folder for each of at least two domains, found ",
                 data.domains.size()));
    RETURN_IF_ERROR(Classes());
    for (size_t domain = 0; domain < data.domains.size(); ++domain) {
      const int64_t before = data.size();
      for (size_t label = 0; label < data.labels.size(); ++label)
        RETURN_IF_ERROR(Images(
            data.domains[domain] + "/" + data.labels[label],
            {.label = static_cast<int>(label), .domain = static_cast<int>(domain)}, 0));
      if (data.size() == before && others_.empty())
        return Wrong(StrCat("the domain ", data.domains[domain], " has no images"));
    }
    if (others_.empty()) return std::move(found_);
    return Wrong(StrCat(others_.size(), " images are neither PNG nor JPEG: ",
                        Named(others_), "; convert or remove them"));
  }

 private:
  absl::Status Wrong(const std::string& what) const {
    return absl::InvalidArgumentError(StrCat(root_.string(), ": ", what));
  }

  // The same in every domain.
  absl::Status Classes() {
    for (const std::string& domain : found_.data.domains) {
      ASSIGN_OR_RETURN(const Entries classes, List(root_ / domain));
      for (const std::string& file : classes.files)
        found_.ignored.push_back(root_ / domain / file);
      if (domain == found_.data.domains[0]) found_.data.labels = classes.folders;
      RETURN_IF_ERROR(CheckClasses(domain, classes.folders));
    }
    if (found_.data.labels.size() >= 2) return absl::OkStatus();
    return Wrong(StrCat("expected at least two classes in each domain, found ",
                        found_.data.labels.size()));
  }

  absl::Status CheckClasses(const std::string& domain,
                            const std::vector<std::string>& classes) const {
    const std::string& first = found_.data.domains[0];
    std::vector<std::string> missing, more;
    const auto& known = found_.data.labels;
    std::set_difference(known.begin(), known.end(), classes.begin(), classes.end(),
                        std::back_inserter(missing));
    std::set_difference(classes.begin(), classes.end(), known.begin(), known.end(),
                        std::back_inserter(more));
    if (missing.empty() && more.empty()) return absl::OkStatus();
    const bool lacks = !missing.empty();
    return Wrong(
        StrCat("the domain ", lacks ? domain : first, " lacks the class '",
               lacks ? missing[0] : more[0], "', which ", lacks ? first : domain,
               " has; make an empty folder for it if there are no such images"));
  }

  // Appends the images of a class's folder, then those of the folders in it.
  absl::Status Images(const std::string& id, const ImageExample& example, int depth) {
    if (depth > kMostDepth)
      return Wrong(
          StrCat(id, ": more than ", kMostDepth,
                 " folders one in another; does a link go round in a circle?"));
    ASSIGN_OR_RETURN(const Entries entries, List(root_ / id));
    for (const std::string& file : entries.files) {
      ImageExample image = example;
      image.id = id + "/" + file;
      image.path = root_ / image.id;
      if (HasOneOf(kRead, file))
        found_.data.examples.push_back(std::move(image));
      else
        (HasOneOf(kOtherImages, file) ? others_ : found_.ignored).push_back(image.path);
    }
    for (const std::string& folder : entries.folders)
      RETURN_IF_ERROR(Images(id + "/" + folder, example, depth + 1));
    return absl::OkStatus();
  }

  fs::path root_;
  ImageFolders found_;
  std::vector<std::string> others_;  // images that are not read
};

}  // namespace

absl::StatusOr<ImageFolders> LoadImageFolders(const std::string& folder) {
  return Scan(folder).Run();
}

absl::Status CheckImages(const ImageDataset& data) {
  std::vector<absl::Status> found(data.examples.size());
  ParallelFor(0, data.size(), 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i)
      found[i] = ReadImage(data.examples[i].path).status();
  });
  std::vector<std::string> unreadable;
  for (const absl::Status& status : found)
    if (!status.ok()) unreadable.emplace_back(status.message());
  if (unreadable.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat(unreadable.size(), " of ", data.size(),
             " images cannot be read: ", Named(unreadable), "; mend or remove them"));
}

}  // namespace graft
