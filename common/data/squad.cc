#include "common/data/squad.h"

#include <set>
#include <utility>

#include "common/base/files.h"
#include "common/base/json.h"

namespace graft {
namespace {

// A value of the file and where it stands, "file: data[0].paragraphs[2]", for errors.
struct Node {
  const Json& json;
  std::string where;
  const char* separator = ".";  // between `where` and a key

  absl::Status Error(const std::string& why) const {
    return absl::InvalidArgumentError(StrCat(where, ": ", why));
  }

  // `found` is what a getter says of a key of this object.
  template <class T>
  absl::StatusOr<T> Here(absl::StatusOr<T> found) const {
    return found.ok() ? std::move(found) : WithContext(found.status(), where);
  }

  // Calls read(node) for each of the array `key`.
  template <class Read>
  absl::Status ForEach(const char* key, const Read& read) const {
    const auto array = json.find(key);
    if (array == json.end() || !array->is_array())
      return Error(StrCat(key, ": expected an array, found ",
                          array == json.end() ? "nothing" : DescribeJson(*array)));
    for (size_t i = 0; i < array->size(); ++i)
      RETURN_IF_ERROR(
          read(Node{(*array)[i], StrCat(where, separator, key, "[", i, "]")}));
    return absl::OkStatus();
  }
};

// Byte of the code point `index` of valid UTF-8, or npos if there are fewer.
size_t ByteOf(std::string_view text, int64_t index) {
  size_t at = 0;
  const auto continues = [&] {
    return (static_cast<uint8_t>(text[at]) & 0xC0) == 0x80;
  };
  for (; index > 0 && at < text.size(); --index)
    for (++at; at < text.size() && continues();) ++at;
  return index == 0 ? at : std::string_view::npos;
}

absl::StatusOr<SquadAnswer> ReadAnswer(const Node& node, const std::string& context) {
  SquadAnswer answer;
  ASSIGN_OR_RETURN(answer.text, node.Here(GetString(node.json, "text")));
  ASSIGN_OR_RETURN(answer.start, node.Here(GetInt(node.json, "answer_start")));
  if (answer.text.empty()) return node.Error("the answer is empty");
  const size_t byte = answer.start < 0 ? context.npos : ByteOf(context, answer.start);
  if (byte == context.npos ||
      context.compare(byte, answer.text.size(), answer.text) != 0)
    return node.Error(StrCat("the answer ", DescribeJson(Json(answer.text)),
                             " does not stand at character ", answer.start,
                             " of the context"));
  return answer;
}

// Reads into `data`.
class Reader {
 public:
  explicit Reader(SquadData* data) : data_(*data) {}

  absl::Status ReadParagraph(const Node& node) {
    ASSIGN_OR_RETURN(std::string context, node.Here(GetString(node.json, "context")));
    data_.contexts.push_back(std::move(context));
    return node.ForEach("qas", [&](const Node& qa) { return ReadQuestion(qa); });
  }

 private:
  // About the last context.
  absl::Status ReadQuestion(const Node& node) {
    SquadQuestion question;
    ASSIGN_OR_RETURN(question.id, node.Here(GetString(node.json, "id")));
    ASSIGN_OR_RETURN(question.text, node.Here(GetString(node.json, "question")));
    question.context = static_cast<int64_t>(data_.contexts.size()) - 1;
    RETURN_IF_ERROR(node.ForEach("answers", [&](const Node& entry) -> absl::Status {
      ASSIGN_OR_RETURN(SquadAnswer answer, ReadAnswer(entry, data_.contexts.back()));
      question.answers.push_back(std::move(answer));
      return absl::OkStatus();
    }));
    ASSIGN_OR_RETURN(const bool impossible,
                     node.Here(GetBool(node.json, "is_impossible", false)));
    const std::string id = DescribeJson(Json(question.id));
    if (impossible != question.answers.empty())
      return node.Error(StrCat("question ", id, " has ", question.answers.size(),
                               " answers, but is_impossible is ",
                               impossible ? "true" : "false"));
    if (!ids_.insert(question.id).second)
      return node.Error(StrCat("the id ", id, " was given to a question before"));
    data_.questions.push_back(std::move(question));
    return absl::OkStatus();
  }

  SquadData& data_;
  std::set<std::string> ids_;
};

}  // namespace

absl::StatusOr<SquadData> ParseSquad(std::string_view text, std::string_view name) {
  ASSIGN_OR_RETURN(const Json json, ParseJson(text, name));
  SquadData data;
  Reader reader(&data);
  const Node file{json, std::string(name), ": "};
  RETURN_IF_ERROR(file.ForEach("data", [&](const Node& article) {
    return article.ForEach(
        "paragraphs", [&](const Node& node) { return reader.ReadParagraph(node); });
  }));
  if (data.questions.empty())
    return absl::InvalidArgumentError(StrCat(name, ": no question"));
  return data;
}

absl::StatusOr<SquadData> ReadSquad(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  return ParseSquad(text, path);
}

}  // namespace graft
