#include "common/report/records.h"

#include <gtest/gtest.h>

#include <cmath>

namespace graft {
namespace {

RunRecord ExampleRun() {
  RunRecord run;
  run.paper = "unified_view";
  run.run = "tweets/lora/seed1";
  run.config = {{"r", 8}, {"lr", 0.1}};
  run.seed = -7;
  run.versions = {{"torch", "2.11.0"}};
  run.metrics = {{"test_accuracy", 1.0 / 3}};
  run.curves = {{"loss", {{0, 1.0986}, {10, 0.1 + 0.2}}}, {"empty", {}}};
  run.seconds = 12.5;
  run.peak_mib = 1e-300;
  return run;
}

// Through text, as a file does.
Json Reread(const Json& json) { return ParseJson(DumpJson(json), "test").value(); }

TEST(RunRecord, ComesBackBitForBit) {
  EXPECT_EQ(RunFromJson(Reread(ToJson(ExampleRun()))).value(), ExampleRun());
}

TEST(RunRecord, WritesTheUnknownAsNull) {
  RunRecord run = ExampleRun();
  run.seconds = NAN;
  run.metrics["loss"] = INFINITY;
  run.curves["loss"][0].second = NAN;
  const Json json = Reread(ToJson(run));
  EXPECT_TRUE(json["seconds"].is_null());
  EXPECT_TRUE(json["metrics"]["loss"].is_null());
  const auto back = RunFromJson(json);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_TRUE(std::isnan(back->seconds));
  EXPECT_TRUE(std::isnan(back->metrics.at("loss")));
  EXPECT_TRUE(std::isnan(back->curves.at("loss")[0].second));
}

TEST(CellRecord, HasTheKeysThatScriptsRead) {
  const CellRecord cell = {.paper = "unified_view",
                           .table = "composition",
                           .row = "MAM",
                           .metric = "accuracy",
                           .mean = 0.5,
                           .half_width = 0.25,
                           .seeds = 3,
                           .paper_value = 54.5,
                           .params = 294912,
                           .step_ms = 41};
  EXPECT_EQ(DumpJson(ToJson(cell)),
            R"({"half_width":0.25,"kind":"cell","mean":0.5,"metric":"accuracy",)"
            R"("paper":"unified_view","paper_value":54.5,"params":294912,)"
            R"("peak_mib":null,"row":"MAM","seeds":3,"step_ms":41.0,)"
            R"("table":"composition"})");
  const auto back = CellFromJson(Reread(ToJson(cell)));
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(DumpJson(ToJson(*back)), DumpJson(ToJson(cell)));
  EXPECT_EQ(back->params, 294912);
  EXPECT_FALSE(CellFromJson(Reread(ToJson(CellRecord{}))).value().params.has_value());
}

TEST(ClaimRecord, ComesBack) {
  const Judgement judgement = {Verdict::kNotReproduced, "a rule", "some evidence"};
  const ClaimRecord claim = MakeClaim("unified_view", "FFN beats attention", judgement);
  EXPECT_EQ(ClaimFromJson(Reread(ToJson(claim))).value(), claim);
  EXPECT_EQ(ToJson(claim)["verdict"], "not reproduced here");
}

std::string Message(const absl::Status& status) {
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  return std::string(status.message());
}

TEST(Records, ErrorsNameKeyAndFinding) {
  Json run = ToJson(ExampleRun());
  EXPECT_EQ(Message(CellFromJson(run).status()).substr(0, 18), "unknown key \"confi");
  run["sead"] = 1;
  EXPECT_NE(Message(RunFromJson(run).status()).find("sead"), std::string::npos);
  run.erase("sead");
  run["metrics"]["f1"] = "high";
  EXPECT_EQ(Message(RunFromJson(run).status()),
            "metric f1: expected a number or null, found \"high\"");
  run["metrics"] = 3;
  EXPECT_EQ(Message(RunFromJson(run).status()),
            "key \"metrics\": expected an object, found 3");
  run = ToJson(ExampleRun());
  run["curves"]["loss"][1] = {1, 2, 3};
  EXPECT_EQ(Message(RunFromJson(run).status()),
            "curve \"loss\": expected [step, value], found an array of 3");
  run["curves"]["loss"] = 1;
  EXPECT_EQ(Message(RunFromJson(run).status()),
            "curve \"loss\": expected an array, found 1");
  run.erase("versions");
  EXPECT_EQ(Message(RunFromJson(run).status()),
            "key \"versions\": expected an object, found nothing");
  EXPECT_FALSE(RunFromJson(Json(3)).ok());
  EXPECT_FALSE(ClaimFromJson(Json::array()).ok());
  EXPECT_EQ(Message(ClaimFromJson({{"kind", "cell"}}).status()),
            "kind \"cell\": expected \"claim\"");
}

}  // namespace
}  // namespace graft
