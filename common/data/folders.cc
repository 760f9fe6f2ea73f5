#include "common/data/folders.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "common/base/files.h"
#include "common/text/basic_tokenizer.h"

namespace graft {
namespace {

namespace fs = std::filesystem;

enum class Kind { kFolder, kText };

// Sorted names of the sub-folders or of the *.txt files; hidden ones are left out.
absl::StatusOr<std::vector<std::string>> Names(const fs::path& folder, Kind kind) {
  std::error_code code;
  std::vector<std::string> names;
  for (fs::directory_iterator it(folder, code), end; !code && it != end;
       it.increment(code)) {
    const fs::file_status status = it->status(code);
    if (!fs::status_known(status)) break;  // a link to nothing is known, and ignored
    const std::string name = it->path().filename();
    const bool wanted = kind == Kind::kFolder ? fs::is_directory(status)
                                              : fs::is_regular_file(status) &&
                                                    it->path().extension() == ".txt";
    if (wanted && name[0] != '.') names.push_back(name);
  }
  if (code)
    return absl::ErrnoToStatus(code.value(), StrCat("cannot list ", folder.string()));
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

absl::StatusOr<TextDataset> LoadFolders(const std::string& folder, InvalidUtf8 policy) {
  TextDataset data;
  data.name = fs::path(folder).filename();
  data.domains = {data.name};
  ASSIGN_OR_RETURN(data.labels, Names(folder, Kind::kFolder));
  if (data.labels.size() < 2)
    return absl::InvalidArgumentError(StrCat(
        folder, ": expected a sub-folder for each of at least two classes, found ",
        data.labels.size()));
  for (size_t label = 0; label < data.labels.size(); ++label) {
    const fs::path path = fs::path(folder) / data.labels[label];
    ASSIGN_OR_RETURN(const std::vector<std::string> files, Names(path, Kind::kText));
    if (files.empty())
      return absl::InvalidArgumentError(
          StrCat(path.string(), ": expected texts in files named *.txt, found none"));
    for (const std::string& file : files) {
      ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path / file));
      RETURN_IF_ERROR(WithContext(CheckTextSize(bytes.size()), (path / file).string()));
      data.examples.push_back({.text = ValidUtf8(bytes, policy).text,
                               .label = static_cast<int>(label),
                               .id = data.labels[label] + "/" + file});
    }
  }
  return data;
}

}  // namespace graft
