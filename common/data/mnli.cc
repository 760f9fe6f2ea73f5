#include "common/data/mnli.h"

#include <cstdint>
#include <utility>

#include "common/data/json_lines.h"
#include "common/data/mirror.h"
#include "common/data/splits.h"

namespace graft {
namespace {

constexpr int64_t kDev = 1815;

absl::StatusOr<Example> ParseRecord(const Json& record) {
  ASSIGN_OR_RETURN(std::string premise, GetString(record, "premise"));
  ASSIGN_OR_RETURN(std::string hypothesis, GetString(record, "hypothesis"));
  ASSIGN_OR_RETURN(const int64_t label, GetInt(record, "label"));
  if (label < 0 || label > 2)
    return absl::InvalidArgumentError(
        StrCat("label is ", label, "; expected 0, 1 or 2"));
  return Example{.text = std::move(premise),
                 .text_pair = std::move(hypothesis),
                 .label = static_cast<int>(label)};
}

// One part ("train", "dev") of every genre.
absl::StatusOr<TextDataset> Part(const std::string& part) {
  TextDataset data = EmptyMnli();
  for (size_t domain = 0; domain < data.domains.size(); ++domain) {
    const std::string name = data.domains[domain] + "/" + part;
    ASSIGN_OR_RETURN(const std::string jsonl,
                     ReadMirrored("pada/jsonl/mnli/" + name + ".jsonl.gz"));
    RETURN_IF_ERROR(AppendMnli(jsonl, name, static_cast<int>(domain), &data));
  }
  return data;
}

}  // namespace

TextDataset EmptyMnli() {
  return {"mnli",
          {"neutral", "contradiction", "entailment"},
          {"fiction", "government", "slate", "telephone", "travel"},
          {},
          true};
}

absl::Status AppendMnli(std::string_view jsonl, const std::string& name, int domain,
                        TextDataset* data) {
  return ForEachRecord(jsonl, name,
                       [&](const Json& record, int64_t number) -> absl::Status {
                         ASSIGN_OR_RETURN(Example example, ParseRecord(record));
                         example.domain = domain;
                         example.id = StrCat(name, ":", number);
                         data->examples.push_back(std::move(example));
                         return absl::OkStatus();
                       });
}

absl::StatusOr<TextSplit> LoadMnli() {
  ASSIGN_OR_RETURN(TextDataset train, Part("train"));
  ASSIGN_OR_RETURN(const TextDataset dev, Part("dev"));
  TextSplit cut = SplitByHash(dev, "graft-mnli:", kDev, 0);
  return TextSplit{std::move(train), std::move(cut.train), std::move(cut.test)};
}

}  // namespace graft
