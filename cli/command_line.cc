#include "cli/command_line.h"

#include <algorithm>
#include <charconv>
#include <iostream>
#include <sstream>
#include <system_error>

#include "common/base/suggest.h"

namespace graft::cli {
namespace {

constexpr char kUsage[] = "graft/usage";

bool IsHelp(const std::string& arg) { return arg == "--help" || arg == "-h"; }

template <class T>
absl::Status SetNumber(const Flag& flag, const std::string& text, T* to) {
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, *to);
  if (error == std::errc() && stopped == end) return absl::OkStatus();
  return UsageError(StrCat("--", flag.name, "=", text, ": expected a ",
                           std::is_integral_v<T> ? "whole number" : "number"));
}

absl::Status Set(const Flag& flag, const std::string& text, std::string* to) {
  *to = text;
  return absl::OkStatus();
}
absl::Status Set(const Flag& flag, const std::string& text, int64_t* to) {
  return SetNumber(flag, text, to);
}
absl::Status Set(const Flag& flag, const std::string& text, double* to) {
  return SetNumber(flag, text, to);
}
absl::Status Set(const Flag& flag, const std::string& text, bool* to) {
  if (text != "true" && text != "false")
    return UsageError(StrCat("--", flag.name, "=", text, ": expected true or false"));
  *to = text == "true";
  return absl::OkStatus();
}
absl::Status Set(const Flag& flag, const std::string& text,
                 std::vector<std::string>* to) {
  to->push_back(text);
  return absl::OkStatus();
}

absl::StatusOr<const Flag*> Find(const Command& command, const std::string& name) {
  std::vector<std::string> names;
  for (const Flag& flag : command.flags) {
    if (flag.name == name) return &flag;
    names.push_back("--" + flag.name);
  }
  return UsageError(StrCat("there is no flag --", name, DidYouMean("--" + name, names),
                           "\nSee graft ", command.name, " --help."));
}

std::string Default(const Flag& flag) {
  const auto shown = []<class T>(const T* value) -> std::string {
    if constexpr (std::is_same_v<T, bool>) {
      return "";
    } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
      return "may be repeated";
    } else {
      const std::string text = StrCat(*value);
      return text.empty() ? "" : "default " + text;
    }
  };
  return flag.required ? "required" : std::visit(shown, flag.to);
}

const Command* FindCommand(const std::vector<Command>& commands,
                           const std::string& name) {
  for (const Command& command : commands)
    if (command.name == name) return &command;
  return nullptr;
}

int Report(const std::string& who, const absl::Status& status) {
  if (status.ok()) return 0;
  std::cerr << who << ": "
            << std::string_view(status.message().data(), status.message().size())
            << std::endl;
  if (absl::IsCancelled(status)) return 130;
  return IsUsageError(status) ? 2 : 1;
}

absl::Status UnknownCommand(const std::vector<Command>& commands,
                            const std::string& name) {
  std::vector<std::string> names;
  for (const Command& command : commands) names.push_back(command.name);
  return UsageError(StrCat("there is no command '", name, "'", DidYouMean(name, names),
                           "\nSee graft --help."));
}

}  // namespace

absl::Status UsageError(std::string_view message) {
  absl::Status status = absl::InvalidArgumentError(StrCat(message));
  status.SetPayload(kUsage, absl::Cord("1"));
  return status;
}

bool IsUsageError(const absl::Status& status) {
  return status.GetPayload(kUsage).has_value();
}

absl::Status ParseFlags(const Command& command, const std::vector<std::string>& args) {
  std::vector<const Flag*> given;
  const auto set = [&](const Flag* flag, const std::string& text) {
    given.push_back(flag);
    return std::visit([&](auto* to) { return Set(*flag, text, to); }, flag->to);
  };
  for (size_t i = 0; i < args.size(); ++i) {
    const std::string& arg = args[i];
    if (!arg.starts_with("--") && !command.operand.empty()) {
      RETURN_IF_ERROR(set(*Find(command, command.operand), arg));
      continue;
    }
    if (!arg.starts_with("--") || arg.size() == 2)
      return UsageError(StrCat("unexpected argument '", arg,
                               "': flags are written --name=value\nSee graft ",
                               command.name, " --help."));
    const size_t equals = std::min(arg.find('='), arg.size());
    ASSIGN_OR_RETURN(const Flag* flag, Find(command, arg.substr(2, equals - 2)));
    std::string text = "true";  // of a switch
    if (equals < arg.size()) {
      text = arg.substr(equals + 1);
    } else if (!flag->value.empty()) {
      if (i + 1 == args.size() || args[i + 1].starts_with("--"))
        return UsageError(StrCat("--", flag->name, " needs a value: --", flag->name,
                                 "=", flag->value));
      text = args[++i];
    }
    RETURN_IF_ERROR(set(flag, text));
  }
  for (const Flag& flag : command.flags)
    if (flag.required && std::find(given.begin(), given.end(), &flag) == given.end())
      return UsageError(StrCat("--", flag.name, "=", flag.value, " is missing: ",
                               flag.help, "\nSee graft ", command.name, " --help."));
  return absl::OkStatus();
}

std::string HelpText(const Command& command) {
  std::ostringstream help;
  help << "graft " << command.name << ": " << command.summary << "\n\n";
  size_t width = 0;
  const auto head = [](const Flag& flag) {
    return "  --" + flag.name + (flag.value.empty() ? "" : "=" + flag.value);
  };
  for (const Flag& flag : command.flags) width = std::max(width, head(flag).size());
  for (const Flag& flag : command.flags) {
    std::string line = head(flag);
    line.resize(width + 2, ' ');
    const std::string fallback = Default(flag);
    help << line << flag.help << (fallback.empty() ? "" : " (" + fallback + ")")
         << "\n";
  }
  if (!command.notes.empty()) help << "\n" << command.notes << "\n";
  return help.str();
}

std::string HelpText(const std::vector<Command>& commands) {
  std::ostringstream help;
  help << "graft: fine-tunes text encoders by training a small part of them\n\n"
          "  graft COMMAND [--flag=value …]      graft COMMAND --help\n\n";
  for (const Command& command : commands) {
    std::string name = "  " + command.name;
    name.resize(12, ' ');
    help << name << command.summary << "\n";
  }
  help << "\nResults go to standard output, everything else to standard error. Exit\n"
          "codes: 0 done, 1 wrong data or files, 2 wrong command, 130 interrupted.\n";
  return help.str();
}

int RunProgram(const std::vector<Command>& commands,
               const std::vector<std::string>& typed) {
  std::vector<std::string> args(typed.begin() + 1, typed.end());
  if (args.empty()) {
    std::cerr << HelpText(commands);
    return 2;
  }
  bool help = std::any_of(args.begin(), args.end(), IsHelp);
  std::erase_if(args, IsHelp);
  if (!args.empty() && args[0] == "help") {
    help = true;
    args.erase(args.begin());
  }
  if (args.empty()) {
    std::cout << HelpText(commands);
    return 0;
  }
  const Command* command = FindCommand(commands, args[0]);
  if (command == nullptr) return Report("graft", UnknownCommand(commands, args[0]));
  if (help) {
    std::cout << HelpText(*command);
    return 0;
  }
  const std::string who = "graft " + command->name;
  args.erase(args.begin());
  if (const absl::Status parsed = ParseFlags(*command, args); !parsed.ok())
    return Report(who, parsed);
  return Report(who, command->run(typed));
}

std::string ShellQuoted(const std::string& text) {
  const auto plain = [](unsigned char c) {
    return std::isalnum(c) ||
           std::string_view("_@%+=:,./-").find(c) != std::string::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return text;
  std::string quoted = "'";
  for (const char c : text)
    quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace graft::cli
