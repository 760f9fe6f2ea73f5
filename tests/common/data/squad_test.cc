#include "common/data/squad.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/files.h"
#include "common/base/strings.h"
#include "common/testing/temp_folder.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

// A file of one paragraph with these questions.
std::string File(const std::string& qas, const std::string& context = "É ist 中.") {
  return StrCat(R"({"version":"v2.0","data":[{"title":"t","paragraphs":[{"context":")",
                context, R"(","qas":[)", qas, "]}]}]}");
}
std::string Question(const std::string& id, const std::string& rest) {
  return StrCat(R"({"id":")", id, R"(","question":"q?",)", rest, "}");
}

std::string ErrorOf(const std::string& text) {
  const auto data = ParseSquad(text, "f.json");
  return data.ok() ? "" : std::string(data.status().message());
}
std::string QuestionError(const std::string& rest) {
  return ErrorOf(File(Question("1", R"("answers":[])" + rest)));
}

TEST(Squad, ReadsQuestionsWithAndWithoutAnswers) {
  const auto data = ParseSquad(
      File(Question("a", R"("answers":[{"text":"ist 中","answer_start":2},)"
                         R"({"text":"É","answer_start":0}])") +
           "," +
           Question("b", R"("answers":[],"is_impossible":true,"plausible_answers":7)")),
      "f.json");
  ASSERT_TRUE(data.ok()) << data.status();
  ASSERT_EQ(data->contexts, std::vector<std::string>{"É ist 中."});
  ASSERT_EQ(data->questions.size(), 2u);
  EXPECT_EQ(data->questions[0].id, "a");
  EXPECT_EQ(data->questions[0].text, "q?");
  ASSERT_EQ(data->questions[0].answers.size(), 2u);
  EXPECT_EQ(data->questions[0].answers[0].text, "ist 中");
  EXPECT_EQ(data->questions[0].answers[0].start, 2);
  EXPECT_TRUE(data->questions[1].answers.empty());
  EXPECT_EQ(data->questions[1].context, 0);
}

TEST(Squad, AnAnswerMustStandWhereTheFileSays) {
  const auto error = [](const std::string& text, const std::string& start) {
    return ErrorOf(File(Question("1", StrCat(R"("answers":[{"text":")", text,
                                             R"(","answer_start":)", start, "}]"))));
  };
  EXPECT_EQ(error("中.", "6"), "");
  // 8 in bytes: Python counts characters.
  EXPECT_EQ(
      error("中.", "7"),
      "f.json: data[0].paragraphs[0].qas[0].answers[0]: the answer \"中.\" does not "
      "stand at character 7 of the context");
  for (const char* start : {"-1", "8", "9", "1000000000000"})
    EXPECT_THAT(error("ist", start), HasSubstr("does not stand at character")) << start;
  EXPECT_THAT(error("", "0"), HasSubstr("answers[0]: the answer is empty"));
  EXPECT_THAT(error("ist", "2.5"), HasSubstr("answers[0]: "));
  EXPECT_THAT(error("ist", "\"2\""), HasSubstr("\"answer_start\""));
}

TEST(Squad, AnswersAndIsImpossibleMustAgree) {
  EXPECT_THAT(
      QuestionError(R"(,"is_impossible":false)"),
      HasSubstr("qas[0]: question \"1\" has 0 answers, but is_impossible is false"));
  EXPECT_THAT(QuestionError(""), HasSubstr("has 0 answers"));
  EXPECT_EQ(QuestionError(R"(,"is_impossible":true)"), "");
  EXPECT_THAT(
      ErrorOf(File(Question(
          "1", R"("answers":[{"text":"ist","answer_start":2}],"is_impossible":true)"))),
      HasSubstr("has 1 answers, but is_impossible is true"));
}

TEST(Squad, NamesThePlaceOfWhatIsWrong) {
  EXPECT_THAT(ErrorOf("[]"),
              HasSubstr("f.json: data: expected an array, found nothing"));
  EXPECT_THAT(ErrorOf("{}"),
              HasSubstr("f.json: data: expected an array, found nothing"));
  EXPECT_THAT(ErrorOf(R"({"data":7})"), HasSubstr("data: expected an array, found 7"));
  EXPECT_THAT(ErrorOf(R"({"data":[{"paragraphs":{}}]})"),
              HasSubstr("f.json: data[0]: paragraphs: expected an array"));
  EXPECT_THAT(ErrorOf(R"({"data":[{"paragraphs":[7]}]})"),
              HasSubstr("f.json: data[0].paragraphs[0]: "));
  EXPECT_THAT(
      ErrorOf(R"({"data":[{"paragraphs":[{"context":"c"}]}]})"),
      HasSubstr("data[0].paragraphs[0]: qas: expected an array, found nothing"));
  EXPECT_THAT(ErrorOf(File(R"({"id":1,"question":"q","answers":[]})")),
              HasSubstr("paragraphs[0].qas[0]: "));
  EXPECT_THAT(ErrorOf(File(R"({"id":"1","answers":[]})")), HasSubstr("\"question\""));
  const std::string none = R"("answers":[],"is_impossible":true)";
  EXPECT_THAT(ErrorOf(File(Question("x", none) + "," + Question("x", none))),
              HasSubstr("qas[1]: the id \"x\" was given to a question before"));
  EXPECT_THAT(ErrorOf("{"), HasSubstr("f.json"));
}

TEST(Squad, ReadsAFile) {
  const std::string path = testing::EmptyFolder() + "/dev.json";
  EXPECT_EQ(ReadSquad(path).status().code(), absl::StatusCode::kNotFound);
  ASSERT_TRUE(WriteFileAtomically(
                  path, File(Question("1", R"("answers":[],"is_impossible":true)")))
                  .ok());
  EXPECT_EQ(ReadSquad(path)->questions.size(), 1u);
  ASSERT_TRUE(WriteFileAtomically(path, R"({"data":[]})").ok());
  EXPECT_THAT(ReadSquad(path).status().message(), HasSubstr("dev.json: no question"));
}

}  // namespace
}  // namespace graft
