#include "papers/common/given_data.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/base/check.h"
#include "common/base/files.h"
#include "common/data/conll.h"
#include "common/data/csv_dataset.h"
#include "common/data/splits.h"

namespace graft::papers {
namespace {

struct Place {
  std::string_view task, folder;
};
constexpr std::array<Place, 4> kSuperGlue = {
    {{"boolq", "BoolQ"}, {"rte", "RTE"}, {"wic", "WiC"}, {"wsc", "WSC"}}};
constexpr std::array<Place, 3> kTags = {
    {{"conll03", "CoNLL03"}, {"conll04", "CoNLL04"}, {"ontonotes", "OntoNotes"}}};
constexpr std::array<Place, 2> kSquad = {{{"squad1", "v1.1"}, {"squad2", "v2.0"}}};

template <size_t N>
const Place* Find(const std::array<Place, N>& places, std::string_view task) {
  const auto found = std::find_if(places.begin(), places.end(),
                                  [&](const Place& p) { return p.task == task; });
  return found == places.end() ? nullptr : &*found;
}

// <folder>/<task's folder>/, of a task that is in the list.
template <size_t N>
absl::StatusOr<std::string> PlaceOf(const std::array<Place, N>& places,
                                    const std::string& folder, std::string_view task) {
  const Place* place = Find(places, task);
  CHECK(place != nullptr) << task;
  if (folder.empty())
    return absl::NotFoundError(
        StrCat("task ", task, " needs --data=<folder with ", place->folder, ">"));
  return StrCat(folder, "/", place->folder);
}

template <class Item>
absl::Status CheckLabelled(const Dataset<Item>& data, const std::string& path) {
  for (const Item& example : data.examples)
    if (example.label < 0)
      return absl::InvalidArgumentError(
          StrCat(path, ": ", example.id, " has no label; expected the labelled part"));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<TextSplit> GivenGlue(const std::string& folder, std::string_view task) {
  if (folder.empty())
    return absl::NotFoundError(StrCat("task ", task,
                                      " needs --data=<folder with GLUE's ",
                                      task == "mnli" ? "MNLI" : "SST-2", ">"));
  const bool pairs = task == "mnli";
  const CsvColumns columns = pairs ? CsvColumns{.text = "sentence1",
                                                .label = "gold_label",
                                                .text_pair = "sentence2"}
                                   : CsvColumns{.text = "sentence", .label = "label"};
  const std::string place = folder + (pairs ? "/MNLI" : "/SST-2");
  ASSIGN_OR_RETURN(const TextDataset train,
                   LoadCsvDataset(place + "/train.tsv", columns, {}, Tsv()));
  ASSIGN_OR_RETURN(TextDataset test,
                   LoadCsvDataset(place + (pairs ? "/dev_matched.tsv" : "/dev.tsv"),
                                  columns, train.labels, Tsv()));
  const std::string prefix = "graft-glue:";
  TextSplit split =
      SplitByHash(train, prefix, train.size() - train.size() / 10, train.size() / 10);
  split.test = std::move(test);
  return split;
}

absl::StatusOr<TextSplit> GivenSuperGlue(const std::string& folder,
                                         std::string_view task,
                                         SuperGlueTemplate form) {
  ASSIGN_OR_RETURN(const std::string place, PlaceOf(kSuperGlue, folder, task));
  ASSIGN_OR_RETURN(const SuperGlueTask kind, ParseSuperGlueTask(task));
  const auto read = [&](const std::string& path) -> absl::StatusOr<TextDataset> {
    ASSIGN_OR_RETURN(const std::string jsonl, ReadFile(path));
    ASSIGN_OR_RETURN(TextDataset data, ParseSuperGlue(jsonl, path, kind, form));
    RETURN_IF_ERROR(CheckLabelled(data, path));
    return data;
  };
  TextSplit split;
  ASSIGN_OR_RETURN(split.train, read(place + "/train.jsonl"));
  ASSIGN_OR_RETURN(split.dev, read(place + "/val.jsonl"));
  split.test = split.dev;
  return split;
}

absl::StatusOr<TagSplit> GivenTags(const std::string& folder, std::string_view task) {
  ASSIGN_OR_RETURN(const std::string place, PlaceOf(kTags, folder, task));
  const std::string train = place + "/train.txt", dev = place + "/dev.txt",
                    test = place + "/test.txt";
  ASSIGN_OR_RETURN(const std::string train_text, ReadFile(train));
  ASSIGN_OR_RETURN(const std::string dev_text, ReadFile(dev));
  ASSIGN_OR_RETURN(const std::string test_text, ReadFile(test));
  return ParseConllSplit({train_text, train}, {dev_text, dev}, {test_text, test});
}

absl::StatusOr<ChoiceParts> GivenCopa(const std::string& folder) {
  if (folder.empty())
    return absl::NotFoundError("task copa needs --data=<folder with COPA>");
  const auto read = [&](const std::string& path) -> absl::StatusOr<ChoiceDataset> {
    ASSIGN_OR_RETURN(const std::string jsonl, ReadFile(path));
    ASSIGN_OR_RETURN(ChoiceDataset data, ParseCopa(jsonl, path));
    RETURN_IF_ERROR(CheckLabelled(data, path));
    return data;
  };
  ChoiceParts parts;
  ASSIGN_OR_RETURN(parts.train, read(folder + "/COPA/train.jsonl"));
  ASSIGN_OR_RETURN(parts.dev, read(folder + "/COPA/val.jsonl"));
  return parts;
}

absl::StatusOr<SquadParts> GivenSquad(const std::string& folder,
                                      std::string_view task) {
  const Place* version = Find(kSquad, task);
  CHECK(version != nullptr) << task;
  if (folder.empty())
    return absl::NotFoundError(
        StrCat("task ", task, " needs --data=<folder with SQuAD>"));
  const auto path = [&](const char* part) {
    return StrCat(folder, "/SQuAD/", part, "-", version->folder, ".json");
  };
  SquadParts parts;
  ASSIGN_OR_RETURN(parts.train, ReadSquad(path("train")));
  ASSIGN_OR_RETURN(parts.dev, ReadSquad(path("dev")));
  return parts;
}

bool IsGivenSuperGlue(std::string_view task) {
  return Find(kSuperGlue, task) != nullptr;
}
bool IsGivenTags(std::string_view task) { return Find(kTags, task) != nullptr; }
bool IsGivenSquad(std::string_view task) { return Find(kSquad, task) != nullptr; }

}  // namespace graft::papers
