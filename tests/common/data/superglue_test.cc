#include "common/data/superglue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/strings.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr SuperGlueTemplate kMarked = SuperGlueTemplate::kMarked;

constexpr char kWic[] =
    R"({"word":"place","sentence1":"Do you want to come over to my place later?",)"
    R"("sentence2":"A political system with no place for the less prominent groups.",)"
    R"("idx":0,"label":false,"start1":31,"start2":27,"end1":36,"end2":32,"version":1.1})";
constexpr char kWsc[] =
    R"({"text":"Mark told Pete  lies. He should have\nbeen truthful.","target":)"
    R"({"span2_index":4,"span1_index":0,"span1_text":"Mark","span2_text":"He"},)"
    R"("idx":0,"label":true})";
constexpr char kCopa[] =
    R"({"premise":"My body cast a shadow over the grass.","choice1":"The sun was rising.",)"
    R"("choice2":"The grass was cut.","question":"cause","label":0,"idx":0})";

std::string ErrorOf(const std::string& line, SuperGlueTask task,
                    SuperGlueTemplate form = SuperGlueTemplate::kQuestion) {
  const auto data = ParseSuperGlue(line, "f.jsonl", task, form);
  return data.ok() ? "" : std::string(data.status().message());
}
std::string CopaError(const std::string& line) {
  const auto data = ParseCopa(line, "f.jsonl");
  return data.ok() ? "" : std::string(data.status().message());
}
std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  EXPECT_NE(text.find(from), text.npos) << from;
  return text.replace(text.find(from), from.size(), to);
}

TEST(SuperGlue, ReadsPairsAndLabels) {
  const auto boolq = ParseSuperGlue(
      "{\"question\":\"q\",\"passage\":\"p\",\"idx\":0,\"label\":true}\n"
      "{\"question\":\"r\",\"passage\":\"s\",\"idx\":1,\"label\":false}\n",
      "val", SuperGlueTask::kBoolQ);
  ASSERT_TRUE(boolq.ok()) << boolq.status();
  EXPECT_EQ(boolq->name, "boolq");
  EXPECT_THAT(boolq->labels, ElementsAre("False", "True"));
  EXPECT_TRUE(boolq->pairs);
  ASSERT_EQ(boolq->size(), 2);
  EXPECT_EQ(boolq->examples[0].text, "q");
  EXPECT_EQ(boolq->examples[0].text_pair, "p");
  EXPECT_EQ(boolq->examples[0].label, 1);
  EXPECT_EQ(boolq->examples[1].label, 0);
  EXPECT_EQ(boolq->examples[1].id, "val:2");
  const std::string nli = R"({"premise":"p","hypothesis":"h","label":"entailment"})";
  EXPECT_EQ(ParseSuperGlue(nli, "f", SuperGlueTask::kRte)->examples[0].label, 0);
  EXPECT_EQ(
      ParseSuperGlue(Replaced(nli, "entailment", "neutral"), "f", SuperGlueTask::kCb)
          ->examples[0]
          .label,
      2);
}

TEST(SuperGlue, WicAsksOrMarksTheWord) {
  const auto asked = ParseSuperGlue(kWic, "f", SuperGlueTask::kWic);
  ASSERT_TRUE(asked.ok()) << asked.status();
  EXPECT_FALSE(asked->pairs);
  EXPECT_EQ(
      asked->examples[0].text,
      "Do you want to come over to my place later? A political system with no place "
      "for the less prominent groups. Does place have the same meaning in both "
      "sentences?");
  EXPECT_EQ(asked->examples[0].text_pair, "");
  const auto marked = ParseSuperGlue(kWic, "f", SuperGlueTask::kWic, kMarked);
  EXPECT_TRUE(marked->pairs);
  EXPECT_EQ(marked->examples[0].text,
            "place: Do you want to come over to my place later?");
  EXPECT_EQ(marked->examples[0].text_pair,
            "place: A political system with no place for the less prominent groups.");
}

TEST(SuperGlue, WscNamesOrMarksThePronoun) {
  const auto named = ParseSuperGlue(kWsc, "f", SuperGlueTask::kWsc);
  ASSERT_TRUE(named.ok()) << named.status();
  EXPECT_EQ(named->examples[0].text,
            "He: Mark told Pete  lies. He should have\nbeen truthful.");
  EXPECT_EQ(named->examples[0].text_pair, "Mark");
  EXPECT_EQ(named->examples[0].label, 1);
  const auto marked = ParseSuperGlue(kWsc, "f", SuperGlueTask::kWsc, kMarked);
  EXPECT_EQ(marked->examples[0].text,
            "Mark told Pete lies. *He* should have been truthful.");
  for (const char* index : {"9", "-1"})
    EXPECT_THAT(
        ErrorOf(Replaced(kWsc, "\"span2_index\":4", StrCat("\"span2_index\":", index)),
                SuperGlueTask::kWsc, kMarked),
        HasSubstr(StrCat("f.jsonl:1: span2_index is ", index,
                         "; expected 0 … 8, a word of the text")));
  EXPECT_THAT(ErrorOf(Replaced(kWsc, "\"target\"", "\"aim\""), SuperGlueTask::kWsc),
              HasSubstr("f.jsonl:1: "));
}

TEST(SuperGlue, CopaJoinsThePremiseByWhatIsAsked) {
  const auto copa = ParseCopa(
      StrCat(kCopa, "\n", Replaced(Replaced(kCopa, "cause", "effect"), "0", "1")), "f");
  ASSERT_TRUE(copa.ok()) << copa.status();
  ASSERT_EQ(copa->size(), 2);
  EXPECT_EQ(copa->examples[0].text, "My body cast a shadow over the grass. because");
  EXPECT_THAT(copa->examples[0].choices,
              ElementsAre("The sun was rising.", "The grass was cut."));
  EXPECT_EQ(copa->examples[0].label, 0);
  EXPECT_EQ(copa->examples[1].text, "My body cast a shadow over the grass. so");
  EXPECT_EQ(copa->examples[1].label, 1);
  EXPECT_THAT(CopaError(Replaced(kCopa, "\"cause\"", "\"why\"")),
              HasSubstr("f.jsonl:1: question is \"why\"; expected \"cause\" or"));
  for (const char* label : {"-1", "2"})
    EXPECT_THAT(CopaError(Replaced(kCopa, "\"label\":0", StrCat("\"label\":", label))),
                HasSubstr(StrCat("f.jsonl:1: label is ", label)));
  EXPECT_EQ(ParseCopa(Replaced(kCopa, "\"label\":0,", ""), "f")->examples[0].label, -1);
}

TEST(SuperGlue, NamesTheLineAndWhatIsWrongThere) {
  const std::string good = R"({"premise":"p","hypothesis":"h","label":"entailment"})";
  const auto error = [&](const std::string& line) {
    return ErrorOf(good + "\n" + line + "\n" + good, SuperGlueTask::kRte);
  };
  EXPECT_EQ(error(good), "");
  EXPECT_EQ(error(R"({"premise":"p","hypothesis":"h"})"), "");  // a test set
  EXPECT_THAT(error(""), HasSubstr("f.jsonl:2"));
  EXPECT_THAT(error("7"), HasSubstr("f.jsonl:2: "));
  EXPECT_THAT(error("{"), HasSubstr("f.jsonl:2"));
  EXPECT_THAT(error(R"({"premise":"p","label":"entailment"})"),
              HasSubstr("f.jsonl:2: key \"hypothesis\""));
  EXPECT_THAT(error(R"({"premise":7,"hypothesis":"h"})"), HasSubstr("\"premise\""));
  for (const char* label : {"\"neutral\"", "true", "0", "null", "\"\""})
    EXPECT_THAT(error(Replaced(good, "\"entailment\"", label)),
                HasSubstr("expected one of [\"entailment\",\"not_entailment\"]"))
        << label;
}

TEST(SuperGlue, RefusesAFileWithoutARecord) {
  EXPECT_EQ(ErrorOf("", SuperGlueTask::kRte),
            "f.jsonl: no record; expected one a line");
  EXPECT_FALSE(ParseCopa("", "f.jsonl").ok());
}

TEST(SuperGlue, ParsesTaskNames) {
  EXPECT_EQ(*ParseSuperGlueTask("wsc"), SuperGlueTask::kWsc);
  EXPECT_EQ(*ParseSuperGlueTask("boolq"), SuperGlueTask::kBoolQ);
  EXPECT_EQ(ParseSuperGlueTask("copa").status().message(),
            "unknown task 'copa': expected boolq, cb, rte, wic or wsc");
}

}  // namespace
}  // namespace graft
