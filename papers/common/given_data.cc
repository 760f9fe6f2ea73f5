#include "papers/common/given_data.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/base/check.h"
#include "common/base/files.h"
#include "common/base/strings.h"
#include "common/data/conll.h"
#include "common/data/csv_dataset.h"
#include "common/data/splits.h"
#include "common/train/entity_spans.h"

namespace graft::papers {
namespace {

// Where a task's files are, as they come: SuperGLUE's, and those that P-Tuning v2's code
// downloads for tags.
struct TextPlace {
  std::string_view task, folder;
};
constexpr std::array<TextPlace, 4> kSuperGlue = {
    {{"boolq", "BoolQ"}, {"rte", "RTE"}, {"wic", "WiC"}, {"wsc", "WSC"}}};

struct TagPlace {
  std::string_view task, folder, train, dev, test;
  size_t word_column;
};
constexpr std::array<TagPlace, 3> kTags = {
    {{"conll03", "CoNLL03", "train.txt", "valid.txt", "test.txt", 0},
     {"conll04", "CoNLL04", "train.txt", "dev.txt", "test.txt", 0},
     {"ontonotes", "ontoNotes", "train.sd.conllx", "dev.sd.conllx", "test.sd.conllx",
      1}}};

struct SquadPlace {
  std::string_view task, version;
};
constexpr std::array<SquadPlace, 2> kSquad = {{{"squad1", "v1.1"}, {"squad2", "v2.0"}}};

template <class Place, size_t N>
const Place* Find(const std::array<Place, N>& places, std::string_view task) {
  const auto found = std::find_if(places.begin(), places.end(),
                                  [&](const Place& p) { return p.task == task; });
  return found == places.end() ? nullptr : &*found;
}

absl::Status CheckFolder(const std::string& folder, std::string_view task,
                         std::string_view what) {
  if (!folder.empty()) return absl::OkStatus();
  return absl::NotFoundError(
      StrCat("task ", task, " needs --data=<folder with ", what, ">"));
}

template <class Item>
absl::Status CheckLabelled(const Dataset<Item>& data) {
  for (const Item& example : data.examples)
    if (example.label < 0)
      return absl::InvalidArgumentError(
          StrCat(example.id, " has no label; expected the labelled part"));
  return absl::OkStatus();
}

// parse(text, name) of <folder>/<name>. Ids are made of the name, so that they, and the order
// that follows from them, do not depend on where the folder is.
template <class Parse>
auto ReadLabelled(const std::string& folder, const std::string& name,
                  const Parse& parse) -> decltype(parse("", name)) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(StrCat(folder, "/", name)));
  auto data = parse(text, name);
  if (!data.ok()) return WithContext(data.status(), folder);
  if (auto status = CheckLabelled(*data); !status.ok())
    return WithContext(status, folder);
  return data;
}

}  // namespace

absl::StatusOr<TextSplit> GivenGlue(const std::string& folder, std::string_view task) {
  const bool pairs = task == "mnli";
  RETURN_IF_ERROR(CheckFolder(folder, task, pairs ? "GLUE's MNLI" : "GLUE's SST-2"));
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
  const TextPlace* place = Find(kSuperGlue, task);
  CHECK(place != nullptr) << task;
  RETURN_IF_ERROR(CheckFolder(folder, task, place->folder));
  ASSIGN_OR_RETURN(const SuperGlueTask kind, ParseSuperGlueTask(task));
  const auto parse = [&](std::string_view jsonl, const std::string& name) {
    return ParseSuperGlue(jsonl, name, kind, form);
  };
  TextSplit split;
  ASSIGN_OR_RETURN(split.train,
                   ReadLabelled(folder, StrCat(place->folder, "/train.jsonl"), parse));
  ASSIGN_OR_RETURN(split.dev,
                   ReadLabelled(folder, StrCat(place->folder, "/val.jsonl"), parse));
  split.test = split.dev;
  return split;
}

absl::StatusOr<TagSplit> GivenTags(const std::string& folder, std::string_view task) {
  const TagPlace* place = Find(kTags, task);
  CHECK(place != nullptr) << task;
  RETURN_IF_ERROR(CheckFolder(folder, task, place->folder));
  const auto path = [&](std::string_view file) {
    return StrCat(folder, "/", place->folder, "/", file);
  };
  const auto file = [&](const std::string& bytes, std::string_view name) {
    return ConllFile{bytes, path(name), place->word_column};
  };
  ASSIGN_OR_RETURN(const std::string train, ReadFile(path(place->train)));
  ASSIGN_OR_RETURN(const std::string dev, ReadFile(path(place->dev)));
  ASSIGN_OR_RETURN(const std::string test, ReadFile(path(place->test)));
  ASSIGN_OR_RETURN(TagSplit split,
                   ParseConllSplit(file(train, place->train), file(dev, place->dev),
                                   file(test, place->test)));
  if (!IsIob(split.train.labels))
    return absl::InvalidArgumentError(
        StrCat(folder, "/", place->folder, ": expected the tags O, B-x and I-x, found ",
               Join(split.train.labels, " ")));
  return split;
}

absl::StatusOr<ChoiceParts> GivenCopa(const std::string& folder) {
  RETURN_IF_ERROR(CheckFolder(folder, "copa", "COPA"));
  ChoiceParts parts;
  ASSIGN_OR_RETURN(parts.train, ReadLabelled(folder, "COPA/train.jsonl", ParseCopa));
  ASSIGN_OR_RETURN(parts.dev, ReadLabelled(folder, "COPA/val.jsonl", ParseCopa));
  return parts;
}

absl::StatusOr<SquadParts> GivenSquad(const std::string& folder,
                                      std::string_view task) {
  const SquadPlace* place = Find(kSquad, task);
  CHECK(place != nullptr) << task;
  RETURN_IF_ERROR(CheckFolder(folder, task, "SQuAD"));
  const auto path = [&](const char* part) {
    return StrCat(folder, "/SQuAD/", part, "-", place->version, ".json");
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
