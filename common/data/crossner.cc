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
  const std::string train = folder + "train.txt", dev = folder + "dev.txt",
                    test = folder + "test.txt";
  ASSIGN_OR_RETURN(const std::string train_text, ReadMirrored(train));
  ASSIGN_OR_RETURN(const std::string dev_text, ReadMirrored(dev));
  ASSIGN_OR_RETURN(const std::string test_text, ReadMirrored(test));
  return ParseConllSplit({train_text, train}, {dev_text, dev}, {test_text, test});
}

}  // namespace graft
