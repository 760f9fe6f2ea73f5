// CommandLine: commands with flags of their own: parsed, explained, run.
//
// Idea:    A Command is a name, a line on what it does, flags that point at the fields they
//          set, and a function. Help is made from the same list. (abseil's flags are one
//          list for the whole program, are given once each, and end it with code 1.)
// Use:     --name=value or --name value; a switch alone; a list flag as often as one likes.
// Errors:  a usage error names the flag and the nearest known ones; the exit code is 2. An
//          error of data or files is 1, an interrupted run (Cancelled) 130.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "common/base/status.h"

namespace graft::cli {

struct Flag {
  std::string name;
  std::string value;  // what it takes, as help shows it: "FOLDER"; empty for a switch
  std::string help;
  // Where it goes; what stands there before is the default.
  std::variant<std::string*, int64_t*, double*, bool*, std::vector<std::string>*> to;
  bool required = false;
};

struct Command {
  std::string name;
  std::string summary;  // one line, for the list of commands
  std::string notes;    // lines below the flags in its help: examples
  std::vector<Flag> flags;
  std::string operand = {};  // the flag that a bare word sets, or none
  // `typed`: the program and all its arguments, as they were given.
  std::function<absl::Status(const std::vector<std::string>& typed)> run;
};

// An error of whoever typed the command, and whether a status is one.
absl::Status UsageError(std::string_view message);
bool IsUsageError(const absl::Status& status);

// Sets the fields that the command's flags point at.
absl::Status ParseFlags(const Command& command, const std::vector<std::string>& args);

std::string HelpText(const Command& command);
std::string HelpText(const std::vector<Command>& commands);

// Runs the command that `typed` asks for, help included, prints its error to standard error
// and returns the program's exit code.
int RunProgram(const std::vector<Command>& commands,
               const std::vector<std::string>& typed);

// One shell word that reads back as `text`.
std::string ShellQuoted(const std::string& text);

}  // namespace graft::cli
