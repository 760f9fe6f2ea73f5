// graft inspect: what an adapter's folder holds, and what of it would be used.
#include <algorithm>
#include <cctype>
#include <memory>
#include <set>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/trained.h"
#include "common/models/weights.h"
#include "common/report/figures.h"
#include "common/report/table.h"
#include "peft/hub/any_folder.h"

namespace graft::cli {
namespace {

// "encoder.layer.3.output.dense" as "layer *: output.dense"; "" if `name` lies in no module.
std::string PlaceOf(const std::string& name, const TrunkInfo& trunk) {
  std::string module = name;
  const auto is_module = [&] {
    const auto first = trunk.weights.lower_bound(module + ".");
    return first != trunk.weights.end() && first->first.starts_with(module + ".");
  };
  while (!is_module()) {
    const size_t dot = module.rfind('.');
    if (dot == std::string::npos) return "";
    module.resize(dot);
  }
  const std::string layer = "encoder.layer.";
  if (!module.starts_with(layer)) return module;
  const size_t rest = module.find('.', layer.size());
  return "layer *: " + module.substr(rest + 1);
}

// Where the method acts: modules, attentions, embeddings.
std::string Sites(const Method& method, const TrunkInfo& trunk) {
  std::set<std::string> places;
  for (const NamedTensor& t : method.Tensors())
    if (const std::string place = PlaceOf(t.name, trunk); !place.empty())
      places.insert(place);
  const Dropout off;
  for (int layer = 0; layer < trunk.layers; ++layer) {
    const std::string attention = StrCat("encoder.layer.", layer, ".attention.self");
    if (const auto prefix = method.Prefix({attention, layer, off}, 1))
      places.insert(StrCat("attention: ", prefix->key.size(-2), " keys and values"));
  }
  if (method.ExtraTokens() > 0)
    places.insert(StrCat("embedding: ", method.ExtraTokens(), " virtual tokens"));
  return places.empty() ? "none" : Join(places, "; ");
}

std::string ListOrNone(const std::vector<std::string>& items) {
  return items.empty() ? "none" : Join(items, ", ");
}

std::string Options(const OptionValues& options) {
  std::vector<std::string> settings;
  for (const auto& [name, value] : options)
    if (!value.empty()) settings.push_back(name + "=" + value);
  return ListOrNone(settings);
}

// `filled`: the tensors have values, of which a prefix makes its keys.
Table Facts(const std::string& folder, const AdapterPlan& plan, const Bert& trunk,
            bool filled) {
  const GraftConfig& config = plan.config;
  const int64_t trained = ParameterCount(*plan.method);
  const int64_t all = trunk.info().ParameterCount();
  Table table(StrCat(folder, ": ", plan.format), {{""}, {""}});
  table.AddRow({"method", config.method});
  table.AddRow({"options", Options(config.options)});
  table.AddRow({"acts at", filled ? Sites(*plan.method, trunk.info())
                                  : "not known: its tensors are refused"});
  table.AddRow({"saved modules", ListOrNone(config.modules_to_save)});
  table.AddRow({"parameters", StrCat(FormatCount(trained), " (",
                                     FormatShare(static_cast<double>(trained) /
                                                 static_cast<double>(all)),
                                     " of the model)")});
  table.AddRow({"head", plan.head ? StrCat(PoolingName(config.pooling), ", labels ",
                                           ListOrNone(config.labels))
                                  : "none"});
  table.AddRow({"longest text", StrCat(config.max_length, " tokens")});
  table.AddRow(
      {"base model", config.base_model.empty() ? "not named" : config.base_model});
  return table;
}

Table Tensors(const std::string& path, const std::vector<KeyUse>& uses) {
  Table table(path, {{"name"}, {"shape"}, {"use"}});
  for (const KeyUse& use : uses) {
    table.AddRow({use.name, Join(use.shape, "×"),
                  !use.problem.empty() ? "REFUSED: " + use.problem
                  : use.used           ? "used"
                                       : "not needed"});
  }
  return table;
}

absl::Status Inspect(const TrainedFlags& flags) {
  ASSIGN_OR_RETURN(const std::string folder, AdapterFolder(flags));
  ASSIGN_OR_RETURN(const Model base, LoadBase(flags));
  ASSIGN_OR_RETURN(const AdapterPlan plan, PlanAdapter(folder, base.trunk));
  std::string tables;
  std::ptrdiff_t refused = 0;
  for (const TensorFile& file : plan.files) {
    ASSIGN_OR_RETURN(const Weights saved, LoadWeights(file.path));
    const std::vector<KeyUse> uses = CompareKeys(file, saved);
    tables += "\n" + ConsoleTable(Tensors(file.path, uses), false);
    refused += std::count_if(uses.begin(), uses.end(),
                             [](const KeyUse& use) { return !use.problem.empty(); });
    if (refused == 0) RETURN_IF_ERROR(FillTensors(file, saved));
  }
  const Table facts = Facts(folder, plan, base.trunk, refused == 0);
  RETURN_IF_ERROR(WriteOut(ConsoleTable(facts, false) + tables));
  if (refused == 0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat(folder, ": ", refused, " of the tensors would be refused, as shown"));
}

}  // namespace

Command InspectCommand() {
  const auto f = std::make_shared<TrainedFlags>();
  return {
      .name = "inspect",
      .summary = "what an adapter is, and what becomes of each of its tensors",
      .notes = "  graft inspect tone\nEnds with code 1 if it could not be loaded.",
      .flags = {{"adapter", "FOLDER", "the folder; the word alone will do", &f->adapter,
                 true},
                {"model", "FOLDER", "if it is not where the folder says", &f->model}},
      .operand = "adapter",
      .run = [f](const auto&) { return Inspect(*f); }};
}

}  // namespace graft::cli
