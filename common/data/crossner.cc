#include "common/data/crossner.h"

#include <algorithm>
#include <map>
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
  std::map<std::string, std::string> texts;
  std::string all;
  for (const char* part : {"train", "dev", "test"}) {
    ASSIGN_OR_RETURN(texts[part], ReadMirrored(folder + part + ".txt"));
    all += texts[part] + "\n";
  }
  // A tag that train lacks must be known, too: dev and test may ask for it.
  ASSIGN_OR_RETURN(const TagDataset together, ParseConll(all, folder));
  const auto parse = [&](const char* part) {
    return ParseConll(texts[part], folder + part + ".txt", together.labels);
  };
  TagSplit split;
  ASSIGN_OR_RETURN(split.train, parse("train"));
  ASSIGN_OR_RETURN(split.dev, parse("dev"));
  ASSIGN_OR_RETURN(split.test, parse("test"));
  return split;
}

}  // namespace graft
