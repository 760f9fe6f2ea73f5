// Commands: what the program graft can do, one function and one file each.
#pragma once

#include "cli/command_line.h"

namespace graft::cli {

Command TrainCommand();
Command EvalCommand();
Command PredictCommand();
Command MethodsCommand();
Command TokenizeCommand();
Command EncodeCommand();
Command InspectCommand();
Command MergeCommand();
Command ExportCommand();

}  // namespace graft::cli
