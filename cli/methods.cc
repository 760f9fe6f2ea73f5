// graft methods: what there is to train, with options and sizes.
#include <memory>

#include "cli/commands.h"
#include "cli/method_choice.h"
#include "cli/model.h"
#include "cli/output.h"
#include "common/report/figures.h"
#include "common/report/table.h"

namespace graft::cli {
namespace {

struct MethodsFlags {
  std::string model = "minilm";
  std::string method;
};

Table Options(const MethodInfo& info) {
  Table table(StrCat("--method=", info.slug, ": ", info.summary),
              {{"--set"}, {"Default"}, {"Meaning"}});
  for (const OptionInfo& option : info.options)
    table.AddRow(
        {option.name, option.value.empty() ? "(none)" : option.value, option.help});
  if (info.options.empty()) table.AddRow({"(none)", "", ""});
  return table;
}

absl::Status Methods(const MethodsFlags& flags) {
  if (!flags.method.empty()) {
    ASSIGN_OR_RETURN(const MethodInfo* info, ChooseMethod(flags.method));
    return WriteOut(ConsoleTable(Options(*info), false));
  }
  ASSIGN_OR_RETURN(const Model model, LoadModel(flags.model));
  const TrunkInfo& trunk = model.trunk.info();
  Table table(StrCat("Methods, with their defaults on ", model.name, " (",
                     FormatCount(trunk.ParameterCount()), " parameters)"),
              {{"--method"},
               {"Trained", Align::kRight},
               {"Share", Align::kRight},
               {"Meaning"}});
  std::string options;
  for (const MethodInfo* info : AllMethods()) {
    const auto method = info->create({}, trunk, RandomStream(0, "init"));
    const int64_t count = method.ok() ? ParameterCount(**method) : -1;
    table.AddRow({info->slug, count < 0 ? "–" : FormatCount(count),
                  count < 0 ? "–"
                            : FormatShare(static_cast<double>(count) /
                                          static_cast<double>(trunk.ParameterCount())),
                  info->summary});
    options += "\n" + ConsoleTable(Options(*info), false);
  }
  table.AddFootnote("The task's head, K (C + 1) parameters, is trained besides.");
  return WriteOut(ConsoleTable(table, false) + options);
}

}  // namespace

Command MethodsCommand() {
  const auto f = std::make_shared<MethodsFlags>();
  return {.name = "methods",
          .summary = "methods, their options and how much they train",
          .notes = "  graft methods --method=lora",
          .flags = {{"model", "FOLDER", "model to count on, or minilm", &f->model},
                    {"method", "NAME", "the options of this one only", &f->method}},
          .run = [f](const auto&) { return Methods(*f); }};
}

}  // namespace graft::cli
