#include "common/data/pheme.h"

#include <cstdint>
#include <utility>

#include "common/data/json_lines.h"
#include "common/data/mirror.h"
#include "common/data/tweets.h"

namespace graft {

TextDataset EmptyPheme() {
  return {"pheme",
          {"no rumour", "rumour"},
          {"charliehebdo", "ferguson", "germanwings-crash", "ottawashooting",
           "sydneysiege"},
          {}};
}

absl::Status AppendPheme(std::string_view jsonl, const std::string& name, int domain,
                         TextDataset* data) {
  return ForEachRecord(jsonl, name,
                       [&](const Json& record, int64_t number) -> absl::Status {
                         ASSIGN_OR_RETURN(std::string text, GetString(record, "text"));
                         ASSIGN_OR_RETURN(const int64_t label, GetInt(record, "label"));
                         if (label != 0 && label != 1)
                           return absl::InvalidArgumentError(
                               StrCat("label is ", label, "; expected 0 or 1"));
                         data->examples.push_back({.text = std::move(text),
                                                   .label = static_cast<int>(label),
                                                   .domain = domain,
                                                   .id = StrCat(name, ":", number)});
                         return absl::OkStatus();
                       });
}

absl::StatusOr<TextDataset> LoadPheme() {
  TextDataset data = EmptyPheme();
  for (size_t event = 0; event < data.domains.size(); ++event)
    for (const char* part : {"train", "dev"}) {
      const std::string name = StrCat(data.domains[event], "/", part);
      ASSIGN_OR_RETURN(const std::string jsonl,
                       ReadMirrored("pada/jsonl/rumour/" + name + ".jsonl.gz"));
      RETURN_IF_ERROR(AppendPheme(jsonl, name, static_cast<int>(event), &data));
    }
  return data;
}

absl::StatusOr<TextDataset> PhemeByEvent() {
  ASSIGN_OR_RETURN(TextDataset data, LoadPheme());
  DropDuplicates(&data, TweetKey);
  return data;
}

}  // namespace graft
