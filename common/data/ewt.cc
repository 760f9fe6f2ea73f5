#include "common/data/ewt.h"

#include <utility>

#include "common/data/conllu.h"
#include "common/data/mirror.h"

namespace graft {
namespace {

absl::StatusOr<TagDataset> Part(const std::string& part) {
  const std::string path = "ewt/en_ewt-ud-" + part + ".conllu.gz";
  ASSIGN_OR_RETURN(const std::string text, ReadMirrored(path));
  ASSIGN_OR_RETURN(TagDataset data, ParseConllu(text, path));
  RETURN_IF_ERROR(WithContext(DivideByGenre(&data), path));
  data.name = "ewt";
  return data;
}

}  // namespace

absl::Status DivideByGenre(TagDataset* data) {
  data->domains = {"answers", "email", "newsgroup", "reviews", "weblog"};
  for (TaggedSentence& sentence : data->examples) {
    sentence.domain =
        IndexOf(data->domains, sentence.id.substr(0, sentence.id.find('-')));
    if (sentence.domain < 0)
      return absl::InvalidArgumentError(StrCat(
          "the sentence '", sentence.id, "' is of no known genre; expected one of ",
          Join(data->domains, ", "), ", and a \"-\", at the beginning"));
  }
  return absl::OkStatus();
}

std::string EwtDocument(const TaggedSentence& sentence) {
  return sentence.id.substr(0, sentence.id.rfind('-'));
}

absl::StatusOr<TagSplit> LoadEwt() {
  TagSplit split;
  ASSIGN_OR_RETURN(split.train, Part("train"));
  ASSIGN_OR_RETURN(split.dev, Part("dev"));
  ASSIGN_OR_RETURN(split.test, Part("test"));
  return split;
}

}  // namespace graft
