#include "common/data/crossner.h"

#include <algorithm>
#include <string>

#include "common/data/conll.h"
#include "common/data/mirror.h"

namespace graft {
absl::StatusOr<TagSplit> LoadCrossNer(std::string_view domain) {
  if (std::find(kCrossNerDomains.begin(), kCrossNerDomains.end(), domain) ==
      kCrossNerDomains.end())
    return absl::InvalidArgumentError(
        StrCat("CrossNER has no domain '", domain,
               "': expected politics, science, music, literature or ai"));
  const std::string folder = StrCat("crossner/", domain, "/");
  // A tag that train lacks must be known, too: dev and test may ask for it.
  std::string all;
  for (const char* part : {"train", "dev", "test"}) {
    ASSIGN_OR_RETURN(const std::string text, ReadMirrored(folder + part + ".txt"));
    all += text + "\n";
  }
  ASSIGN_OR_RETURN(const TagDataset together, ParseConll(all, folder));
  const auto load = [&](const char* part) -> absl::StatusOr<TagDataset> {
    ASSIGN_OR_RETURN(const std::string text, ReadMirrored(folder + part + ".txt"));
    return ParseConll(text, folder + part + ".txt", together.labels);
  };
  TagSplit split;
  ASSIGN_OR_RETURN(split.train, load("train"));
  ASSIGN_OR_RETURN(split.dev, load("dev"));
  ASSIGN_OR_RETURN(split.test, load("test"));
  return split;
}

}  // namespace graft
