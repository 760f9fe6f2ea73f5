// Reproduce: a paper's program: flags, data, references, studies, costs, report.
//
// Idea:   A paper is its design, its presets and a page's words; what it does with them is
//         the same for all. A paper whose tasks are no classification calls the parts
//         (setting.h, tasks.h, cost.h, publish.h) itself.
// Errors: printed with the program's name; exit status 1, 2 for a wrong argument, 130 after
//         Ctrl-C, from where the same command goes on.
#pragma once

#include <functional>
#include <string>

#include "common/base/status.h"
#include "papers/common/comparison.h"
#include "papers/common/setting.h"
#include "peft/study/study.h"

namespace graft::papers {

struct Paper {
  Design design;
  FindPreset preset;
  std::string usage;           // of the program
  std::string title, summary;  // of the page
  RunFunction run = {};        // of one arm on one task; RunArm if empty
};

// The body of main.
int Main(const Paper& paper, int argc, char** argv);

// Parses the flags and calls `body`, for programs that are put together differently.
int RunProgram(const std::string& usage, int argc, char** argv,
               const std::function<absl::Status()>& body);

}  // namespace graft::papers
