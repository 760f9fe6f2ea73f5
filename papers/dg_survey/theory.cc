#include "papers/dg_survey/theory.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "common/base/interrupt.h"
#include "common/base/machine.h"
#include "common/report/figures.h"
#include "common/report/results.h"
#include "common/tensor/threads.h"
#include "common/tensor/version.h"
#include "dg/theory/bounds.h"
#include "papers/dg_survey/findings.h"

namespace graft::papers {
namespace {

struct Measurement {
  const SurveyStudy* study;
  std::string objective;
  int target;

  const SweepData& data() const { return study->sweep.data[0]; }
  // As the study's own runs have them.
  std::map<std::string, double> hparams() const {
    std::map<std::string, double> all = study->sweep.hparams;
    for (const SweepObjective& o : study->sweep.objectives)
      if (o.name == objective) all.insert(o.hparams.begin(), o.hparams.end());
    return all;
  }
  std::string name() const {
    return StrCat("theory/", data().data->name(), "/", objective, "/",
                  data().data->domains()[target]);
  }
};

std::vector<Measurement> Measurements(const SurveyPreset& preset) {
  std::vector<Measurement> all;
  for (const SurveyStudy& study : preset.studies) {
    const SweepData& data = study.sweep.data[0];
    for (const std::string& objective : preset.bounds)
      for (int e = 0; e < data.data->domain_count(); ++e)
        if (data.targets.empty() || std::ranges::count(data.targets, e) > 0)
          all.push_back({&study, objective, e});
  }
  return all;
}

RunRecord RecordOf(const Measurement& measurement, const TheoryNumbers& n) {
  RunRecord record;
  record.paper = kSurvey;
  record.run = measurement.name();
  record.config = {{"study", measurement.study->title},
                   {"hparams", measurement.hparams()}};
  record.versions = {
      {"torch", LibTorchVersion()}, {"compiler", CompilerName()}, {"cpu", CpuName()}};
  record.metrics = {{"source_error", n.source_error},
                    {"target_error", n.target_error},
                    {"discrepancy", n.discrepancy},
                    {"joint_error", n.joint_error},
                    {"adaptation_bound", n.adaptation_bound()},
                    {"gamma", n.gamma},
                    {"rho", n.rho},
                    {"hull_error", n.hull_error},
                    {"hull_bound", n.hull_bound()},
                    {"deviation", n.deviation}};
  return record;
}

absl::StatusOr<RunRecord> Measure(const Measurement& measurement) {
  const SweepData& data = measurement.data();
  DomainRunConfig config;
  config.objective = measurement.objective;
  config.hparams = measurement.hparams();
  config.targets = {measurement.target};
  config.steps = data.steps;
  config.schedule_steps = data.schedule_steps;
  config.checkpoint_every = data.steps;  // the last model is what is measured
  config.network = data.network_name;
  ASSIGN_OR_RETURN(const DomainRunResult run,
                   RunDomains(*data.data, data.network, config));
  ASSIGN_OR_RETURN(
      const TheoryNumbers numbers,
      MeasureBounds(*run.objective, *data.data, PartitionOf(*data.data, config.trial),
                    SourceDomains(*data.data, config.targets), measurement.target));
  return RecordOf(measurement, numbers);
}

// Takes measurements until none is left; the first error stops all.
class Workers {
 public:
  Workers(const std::vector<Measurement>& todo, ResultsWriter& writer,
          const std::function<void(const std::string&)>& on_run)
      : todo_(todo), writer_(writer), on_run_(on_run) {}

  absl::StatusOr<std::vector<RunRecord>> Do(int workers) {
    std::vector<std::thread> threads;
    for (int i = 0; i < workers; ++i) threads.emplace_back([&] { Work(); });
    for (std::thread& thread : threads) thread.join();
    RETURN_IF_ERROR(status_);
    return records_;
  }

 private:
  void Work() {
    SetThreads(1);  // of this worker's operators
    for (size_t i = next_++; i < todo_.size(); i = next_++) {
      auto record =
          Interrupted() ? absl::CancelledError("interrupted") : Measure(todo_[i]);
      const std::lock_guard lock(mutex_);
      if (!status_.ok()) return;
      status_ = record.ok() ? writer_.Add(*record) : record.status();
      if (!status_.ok()) return;
      if (on_run_) on_run_(record->run);
      records_.push_back(*std::move(record));
    }
  }

  const std::vector<Measurement>& todo_;
  ResultsWriter& writer_;
  const std::function<void(const std::string&)>& on_run_;
  std::atomic<size_t> next_ = 0;
  std::mutex mutex_;
  std::vector<RunRecord> records_;
  absl::Status status_;
};

}  // namespace

int64_t TheoryRuns(const SurveyPreset& preset) {
  return static_cast<int64_t>(Measurements(preset).size());
}

absl::StatusOr<std::vector<RunRecord>> MeasureTheory(
    const SurveyPreset& preset, const std::string& out,
    const std::function<void(const std::string&)>& on_run) {
  ASSIGN_OR_RETURN(const auto writer, ResultsWriter::Open(out + "/theory.jsonl"));
  std::vector<Measurement> todo;
  std::vector<RunRecord> records;
  for (const Measurement& measurement : Measurements(preset)) {
    const RunRecord* earlier = FindRun(writer->earlier(), measurement.name());
    if (earlier == nullptr)
      todo.push_back(measurement);
    else if (earlier->config.at("study") != measurement.study->title)
      return absl::InvalidArgumentError(
          StrCat(out, "/theory.jsonl holds ", earlier->run, " of another size, ",
                 DumpJson(earlier->config), ": choose another --out"));
    else
      records.push_back(*earlier);
  }
  ASSIGN_OR_RETURN(
      const std::vector<RunRecord> made,
      Workers(todo, *writer, on_run)
          .Do(preset.studies.empty() ? 1 : preset.studies[0].sweep.workers));
  records.insert(records.end(), made.begin(), made.end());
  std::ranges::sort(records, {}, &RunRecord::run);
  return records;
}

Table TheoryTable(const std::vector<RunRecord>& records) {
  const auto right = [](const char* name) { return Column{name, Align::kRight}; };
  Table table("The terms of three bounds on the error in the target, %",
              {{"run"},
               right("target error"),
               right("source error"),
               right("d/2"),
               right("λ"),
               right("adaptation bound"),
               right("γ/2"),
               right("ρ/2"),
               right("hull bound"),
               right("|target − source|"),
               right("average-risk term")});
  for (const RunRecord& record : records) {
    const auto percent = [&](const char* name, double scale = 1) {
      return FormatFixed(record.metrics.at(name), 1, 100 * scale);
    };
    const double gap =
        std::abs(record.metrics.at("target_error") - record.metrics.at("source_error"));
    table.AddRow({record.run.substr(record.run.find('/') + 1), percent("target_error"),
                  percent("source_error"), percent("discrepancy"),
                  percent("joint_error"), percent("adaptation_bound"),
                  percent("gamma", 0.5), percent("rho", 0.5), percent("hull_bound"),
                  FormatFixed(gap, 1, 100), percent("deviation")});
  }
  table.AddFootnote(
      "Adaptation bound: source error + d/2 + λ. Hull bound: Σ π*ε + (γ + ρ)/2 + λ. d, "
      "γ "
      "and ρ are proxy A-distances of linear discriminators on the features, λ is the "
      "error of one linear classifier on both sides, summed. The average-risk term is "
      "without its constant.");
  return table;
}

std::vector<ClaimRecord> TheoryClaims(const std::vector<RunRecord>& records) {
  std::vector<ClaimRecord> claims;
  for (const auto& [metric, text] :
       {std::pair{"adaptation_bound", "source error + d/2 + λ bounds the target error"},
        std::pair{"hull_bound", "Σ π*ε + (γ + ρ)/2 + λ bounds the target error"}}) {
    Comparison comparison;
    comparison.a_name = "the bound";
    comparison.b_name = "the error";
    int64_t held = 0;
    for (const RunRecord& record : records) {
      comparison.a.push_back(record.metrics.at(metric));
      comparison.b.push_back(record.metrics.at("target_error"));
      held += comparison.a.back() >= comparison.b.back();
    }
    Judgement judgement = JudgeGreater(comparison);
    judgement.evidence +=
        StrCat("; it holds in ", held, " of ", records.size(), " models");
    if (held < static_cast<int64_t>(records.size()))
      judgement.verdict = Verdict::kNotReproduced;
    judgement.rule += " It must hold in every model.";
    claims.push_back(
        MakeClaim(kSurvey, StrCat("Theory, with measured terms: ", text), judgement));
  }
  return claims;
}

}  // namespace graft::papers
