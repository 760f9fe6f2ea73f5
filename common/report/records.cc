#include "common/report/records.h"

namespace graft {
namespace {

absl::StatusOr<Json> GetObject(const Json& json, const std::string& key) {
  const auto found = json.find(key);
  if (found != json.end() && found->is_object()) return *found;
  return absl::InvalidArgumentError(
      StrCat("key \"", key, "\": expected an object, found ",
             found == json.end() ? "nothing" : DescribeJson(*found)));
}

absl::Status CheckShape(const Json& json, const std::string& kind,
                        const std::vector<std::string>& keys) {
  RETURN_IF_ERROR(CheckKnownKeys(json, keys));
  ASSIGN_OR_RETURN(const std::string found, GetString(json, "kind"));
  if (found == kind) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("kind \"", found, "\": expected \"", kind, "\""));
}

}  // namespace

ClaimRecord MakeClaim(std::string paper, std::string claim, Judgement judgement) {
  return {std::move(paper), std::move(claim), judgement.verdict,
          std::move(judgement.rule), std::move(judgement.evidence)};
}

Json ToJson(const RunRecord& record) {
  Json json = {{"kind", "run"},
               {"paper", record.paper},
               {"run", record.run},
               {"config", record.config},
               {"seed", record.seed},
               {"versions", record.versions},
               {"metrics", Json::object()},
               {"curves", Json::object()},
               {"seconds", FigureToJson(record.seconds)},
               {"peak_mib", FigureToJson(record.peak_mib)}};
  for (const auto& [name, value] : record.metrics)
    json["metrics"][name] = FigureToJson(value);
  for (const auto& [name, curve] : record.curves)
    json["curves"][name] = CurveToJson(curve);
  return json;
}

Json ToJson(const CellRecord& record) {
  return {{"kind", "cell"},
          {"paper", record.paper},
          {"table", record.table},
          {"row", record.row},
          {"metric", record.metric},
          {"mean", FigureToJson(record.mean)},
          {"half_width", FigureToJson(record.half_width)},
          {"seeds", record.seeds},
          {"paper_value", FigureToJson(record.paper_value)},
          {"params", record.params ? Json(*record.params) : Json(nullptr)},
          {"step_ms", FigureToJson(record.step_ms)},
          {"peak_mib", FigureToJson(record.peak_mib)}};
}

Json ToJson(const ClaimRecord& record) {
  return {{"kind", "claim"},       {"paper", record.paper},
          {"claim", record.claim}, {"verdict", VerdictText(record.verdict)},
          {"rule", record.rule},   {"evidence", record.evidence}};
}

absl::StatusOr<RunRecord> RunFromJson(const Json& json) {
  RETURN_IF_ERROR(CheckShape(json, "run",
                             {"kind", "paper", "run", "config", "seed", "versions",
                              "metrics", "curves", "seconds", "peak_mib"}));
  RunRecord record;
  ASSIGN_OR_RETURN(record.paper, GetString(json, "paper"));
  ASSIGN_OR_RETURN(record.run, GetString(json, "run"));
  ASSIGN_OR_RETURN(record.config, GetObject(json, "config"));
  ASSIGN_OR_RETURN(record.seed, GetInt(json, "seed"));
  ASSIGN_OR_RETURN(const Json versions, GetObject(json, "versions"));
  for (const auto& [name, value] : versions.items()) {
    ASSIGN_OR_RETURN(record.versions[name], GetString(versions, name));
  }
  ASSIGN_OR_RETURN(const Json metrics, GetObject(json, "metrics"));
  for (const auto& [name, value] : metrics.items()) {
    ASSIGN_OR_RETURN(record.metrics[name], FigureFromJson(value, "metric " + name));
  }
  ASSIGN_OR_RETURN(const Json curves, GetObject(json, "curves"));
  for (const auto& [name, points] : curves.items()) {
    ASSIGN_OR_RETURN(record.curves[name],
                     CurveFromJson(points, StrCat("curve \"", name, "\"")));
  }
  ASSIGN_OR_RETURN(record.seconds, GetDouble(json, "seconds", kUnknown));
  ASSIGN_OR_RETURN(record.peak_mib, GetDouble(json, "peak_mib", kUnknown));
  return record;
}

absl::StatusOr<CellRecord> CellFromJson(const Json& json) {
  RETURN_IF_ERROR(
      CheckShape(json, "cell",
                 {"kind", "paper", "table", "row", "metric", "mean", "half_width",
                  "seeds", "paper_value", "params", "step_ms", "peak_mib"}));
  CellRecord record;
  ASSIGN_OR_RETURN(record.paper, GetString(json, "paper"));
  ASSIGN_OR_RETURN(record.table, GetString(json, "table"));
  ASSIGN_OR_RETURN(record.row, GetString(json, "row"));
  ASSIGN_OR_RETURN(record.metric, GetString(json, "metric"));
  ASSIGN_OR_RETURN(record.mean, GetDouble(json, "mean", kUnknown));
  ASSIGN_OR_RETURN(record.half_width, GetDouble(json, "half_width", kUnknown));
  ASSIGN_OR_RETURN(record.seeds, GetInt(json, "seeds"));
  ASSIGN_OR_RETURN(record.paper_value, GetDouble(json, "paper_value", kUnknown));
  if (json.contains("params") && !json["params"].is_null()) {
    ASSIGN_OR_RETURN(record.params, GetInt(json, "params"));
  }
  ASSIGN_OR_RETURN(record.step_ms, GetDouble(json, "step_ms", kUnknown));
  ASSIGN_OR_RETURN(record.peak_mib, GetDouble(json, "peak_mib", kUnknown));
  return record;
}

absl::StatusOr<ClaimRecord> ClaimFromJson(const Json& json) {
  RETURN_IF_ERROR(CheckShape(
      json, "claim", {"kind", "paper", "claim", "verdict", "rule", "evidence"}));
  ClaimRecord record;
  ASSIGN_OR_RETURN(record.paper, GetString(json, "paper"));
  ASSIGN_OR_RETURN(record.claim, GetString(json, "claim"));
  ASSIGN_OR_RETURN(const std::string verdict, GetString(json, "verdict"));
  ASSIGN_OR_RETURN(record.verdict, ParseVerdict(verdict));
  ASSIGN_OR_RETURN(record.rule, GetString(json, "rule"));
  ASSIGN_OR_RETURN(record.evidence, GetString(json, "evidence"));
  return record;
}

}  // namespace graft
