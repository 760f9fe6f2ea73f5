#include "common/data/superglue.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/base/json.h"
#include "common/data/json_lines.h"
#include "common/text/python_text.h"

namespace graft {
namespace {

using Strings = std::vector<std::string>;

struct TaskInfo {
  const char* name;
  Strings labels;
  const char *first, *second;  // keys of the texts; none: there is a template
};

const TaskInfo& InfoOf(SuperGlueTask task) {
  static const TaskInfo all[] = {
      {"boolq", {"False", "True"}, "question", "passage"},
      {"cb", {"entailment", "contradiction", "neutral"}, "premise", "hypothesis"},
      {"rte", {"entailment", "not_entailment"}, "premise", "hypothesis"},
      {"wic", {"False", "True"}, nullptr, nullptr},
      {"wsc", {"False", "True"}, nullptr, nullptr}};
  return all[static_cast<int>(task)];
}

// The index of the record's label, written as a word, or as true or false; -1 if it has none.
absl::StatusOr<int> LabelOf(const Json& record, const Strings& labels) {
  const auto label = record.find("label");
  if (label == record.end()) return -1;
  std::string word = label->is_string() ? label->get<std::string>() : "";
  if (label->is_boolean()) word = label->get<bool>() ? "True" : "False";
  const int index = IndexOf(labels, word);
  if (index < 0)
    return absl::InvalidArgumentError(StrCat("label is ", DescribeJson(*label),
                                             "; expected one of ", DumpJson(labels)));
  return index;
}

// "w: s1" and "w: s2", or all in one question.
absl::StatusOr<Example> WicTexts(const Json& record, SuperGlueTemplate form) {
  ASSIGN_OR_RETURN(const std::string word, GetString(record, "word"));
  ASSIGN_OR_RETURN(const std::string one, GetString(record, "sentence1"));
  ASSIGN_OR_RETURN(const std::string two, GetString(record, "sentence2"));
  if (form == SuperGlueTemplate::kMarked)
    return Example{.text = word + ": " + one, .text_pair = word + ": " + two};
  return Example{.text = StrCat(one, " ", two, " Does ", word,
                                " have the same meaning in both sentences?")};
}

// The text's words joined by blanks, that at `index` between asterisks.
absl::StatusOr<std::string> Marked(const std::string& text, int64_t index) {
  Strings words = PythonSplit(text);
  if (words.empty()) return absl::InvalidArgumentError("text has no words");
  if (index < 0 || index >= static_cast<int64_t>(words.size()))
    return absl::InvalidArgumentError(StrCat("span2_index is ", index,
                                             "; expected 0 … ", words.size() - 1,
                                             ", a word of the text"));
  words[index] = "*" + words[index] + "*";
  return Join(words, " ");
}

absl::StatusOr<Example> WscTexts(const Json& record, SuperGlueTemplate form) {
  ASSIGN_OR_RETURN(std::string text, GetString(record, "text"));
  const Json target = record.value("target", Json());
  ASSIGN_OR_RETURN(std::string noun, GetString(target, "span1_text"));
  ASSIGN_OR_RETURN(const std::string pronoun, GetString(target, "span2_text"));
  if (form == SuperGlueTemplate::kMarked) {
    ASSIGN_OR_RETURN(const int64_t index, GetInt(target, "span2_index"));
    ASSIGN_OR_RETURN(text, Marked(text, index));
  } else {
    text = pronoun + ": " + text;
  }
  return Example{.text = std::move(text), .text_pair = std::move(noun)};
}

absl::StatusOr<Example> Texts(const Json& record, SuperGlueTask task,
                              SuperGlueTemplate form) {
  if (task == SuperGlueTask::kWic) return WicTexts(record, form);
  if (task == SuperGlueTask::kWsc) return WscTexts(record, form);
  Example example;
  ASSIGN_OR_RETURN(example.text, GetString(record, InfoOf(task).first));
  ASSIGN_OR_RETURN(example.text_pair, GetString(record, InfoOf(task).second));
  return example;
}

absl::StatusOr<ChoiceExample> CopaChoices(const Json& record) {
  ASSIGN_OR_RETURN(const std::string premise, GetString(record, "premise"));
  ASSIGN_OR_RETURN(const std::string question, GetString(record, "question"));
  ASSIGN_OR_RETURN(std::string one, GetString(record, "choice1"));
  ASSIGN_OR_RETURN(std::string two, GetString(record, "choice2"));
  if (question != "cause" && question != "effect")
    return absl::InvalidArgumentError(StrCat("question is ",
                                             DescribeJson(Json(question)),
                                             "; expected \"cause\" or \"effect\""));
  ASSIGN_OR_RETURN(const int64_t label, GetInt(record, "label", -1));
  if (label < (record.contains("label") ? 0 : -1) || label > 1)
    return absl::InvalidArgumentError(StrCat("label is ", label, "; expected 0 or 1"));
  return ChoiceExample{.text = premise + (question == "cause" ? " because" : " so"),
                       .choices = {std::move(one), std::move(two)},
                       .label = static_cast<int>(label)};
}

// Appends what read(record) makes of each line to `data`.
template <class Item, class Read>
absl::Status ReadLines(std::string_view jsonl, std::string_view name, const Read& read,
                       Dataset<Item>* data) {
  RETURN_IF_ERROR(ForEachRecord(
      jsonl, name, [&](const Json& record, int64_t number) -> absl::Status {
        ASSIGN_OR_RETURN(Item item, read(record));
        item.id = StrCat(name, ":", number + 1);
        data->examples.push_back(std::move(item));
        return absl::OkStatus();
      }));
  if (data->examples.empty())
    return absl::InvalidArgumentError(StrCat(name, ": no record; expected one a line"));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SuperGlueTask> ParseSuperGlueTask(std::string_view name) {
  for (const SuperGlueTask task :
       {SuperGlueTask::kBoolQ, SuperGlueTask::kCb, SuperGlueTask::kRte,
        SuperGlueTask::kWic, SuperGlueTask::kWsc})
    if (name == InfoOf(task).name) return task;
  return absl::InvalidArgumentError(
      StrCat("unknown task '", name, "': expected boolq, cb, rte, wic or wsc"));
}

absl::StatusOr<TextDataset> ParseSuperGlue(std::string_view jsonl,
                                           std::string_view name, SuperGlueTask task,
                                           SuperGlueTemplate form) {
  const TaskInfo& info = InfoOf(task);
  TextDataset data{info.name, info.labels, {info.name}, {}, true};
  data.pairs = task != SuperGlueTask::kWic || form == SuperGlueTemplate::kMarked;
  const auto read = [&](const Json& record) -> absl::StatusOr<Example> {
    ASSIGN_OR_RETURN(Example example, Texts(record, task, form));
    ASSIGN_OR_RETURN(example.label, LabelOf(record, info.labels));
    return example;
  };
  RETURN_IF_ERROR(ReadLines(jsonl, name, read, &data));
  return data;
}

absl::StatusOr<ChoiceDataset> ParseCopa(std::string_view jsonl, std::string_view name) {
  ChoiceDataset data{"copa", {"choice1", "choice2"}, {"copa"}, {}, true};
  RETURN_IF_ERROR(ReadLines(jsonl, name, CopaChoices, &data));
  return data;
}

}  // namespace graft
