// RunLog: what a run reached at each checkpoint, read from and written as DomainBed's
// results.jsonl.
//
// Idea:    DomainBed writes one JSON object a line and checkpoint: "args" (who the run is),
//          "hparams", "step", "env0_in_acc", "env0_out_acc", … and other figures ("loss",
//          "epoch" …). Our sweep writes the same lines, but an accuracy only where it was
//          evaluated: a missing one is legal, and no checkpoint invents it.
//          A folder holds a results.jsonl, or folders that do; a file may hold the lines
//          of several runs. A torn last line (the run was killed) is dropped and noted.
// Symbols: env a domain's index | in, out the two parts of its split (80 %, 20 %)
// Errors:  InvalidArgument "path:line: …" for a line that is no checkpoint, an accuracy
//          outside [0, 1], steps of a run that do not rise, args that change within a run,
//          or a run that two files hold; NotFound where there is no results.jsonl.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/json.h"
#include "common/base/line_file.h"
#include "common/base/status.h"

namespace graft {

inline constexpr int kMostDomains = 1000;  // a larger index is taken for a mistake

// Which run of a sweep.
struct RunKey {
  std::string algorithm, dataset;
  std::vector<int> test_envs = {};  // held out; rising
  int64_t trial_seed = 0;           // chooses the split of every domain
  int64_t hparams_seed = 0;         // the draw of hyper-parameters; 0: the defaults
  int64_t seed = 0;                 // everything else: start, order, dropout

  auto operator<=>(const RunKey&) const = default;
};

// "ERM on VLCS, test_envs [0], trial 1, draw 0, seed 7", for messages.
std::string RunText(const RunKey& key);

struct CheckpointRecord {
  int64_t step = 0;
  std::map<int, double> in = {}, out = {};  // domain → accuracy on that part, in [0, 1]
  std::map<std::string, double> figures = {};  // "loss" …; NaN where not finite

  bool operator==(const CheckpointRecord&) const = default;
};

struct RunLog {
  RunKey key;
  Json args = Json::object();  // those not in the key
  Json hparams = Json::object();
  std::vector<CheckpointRecord> checkpoints = {};  // by step
};

struct RunLogs {
  std::vector<RunLog> runs;        // by key
  std::vector<std::string> notes;  // torn lines, folders without results, unfinished
  std::string torn;                // of one file, the last line, if that was no record
};

// The line of that checkpoint, without a line end.
std::string CheckpointLine(const RunLog& run, const CheckpointRecord& checkpoint);

// The runs of the text of a results.jsonl; `what` begins the errors, usually the path.
absl::StatusOr<RunLogs> ParseRunLogs(std::string_view text, std::string_view what);

// Of a file, of a folder with results.jsonl, or of a folder of such folders.
absl::StatusOr<RunLogs> ReadRunLogs(const std::string& path);

// Appends checkpoints to one results.jsonl.
class RunLogWriter {
 public:
  // Creates the file if there is none. On resume cuts a torn last line off, and says so on
  // standard error.
  static absl::StatusOr<RunLogWriter> Open(const std::string& path,
                                           LineFileConfig config = {});

  absl::Status Add(const RunLog& run, const CheckpointRecord& checkpoint) {
    return file_.Append(CheckpointLine(run, checkpoint));
  }

  // What the file held when it was opened.
  const RunLogs& earlier() const { return earlier_; }

 private:
  RunLogWriter(LineFile file, RunLogs earlier)
      : file_(std::move(file)), earlier_(std::move(earlier)) {}

  LineFile file_;
  RunLogs earlier_;
};

}  // namespace graft
