#include "dg/select/selected_table.h"

#include <optional>
#include <vector>

#include "common/base/strings.h"
#include "common/report/figures.h"

namespace graft {
namespace {

// "batch_size 32, lr 5e-05" of the target's run with that draw.
std::string HparamsText(const std::vector<const RunLog*>& runs, int target,
                        int64_t draw) {
  for (const RunLog* run : runs) {
    if (run->key.hparams_seed != draw || run->key.test_envs != std::vector{target})
      continue;
    std::vector<std::string> words;
    for (const auto& [name, value] : run->hparams.items())
      words.push_back(StrCat(name, " ",
                             value.is_number_float()
                                 ? FormatSignificant(value.get<double>(), 4)
                                 : DumpJson(value)));
    return Join(words, ", ");
  }
  return "";
}

}  // namespace

Table SelectedTable(const SweepAccuracies& accuracies, const DatasetRuns& dataset,
                    const std::string& baseline) {
  Table table(
      StrCat(accuracies.dataset, ", what ", RuleName(accuracies.rule), " selected"),
      {{"Algorithm"},
       {"Target"},
       {"Trial", Align::kRight},
       {"Draw", Align::kRight},
       {"Step", Align::kRight},
       {"Validation", Align::kRight},
       {"Accuracy", Align::kRight},
       {"Hyper-parameters"}});
  for (const std::string& algorithm : BaselineFirst(accuracies.of, baseline))
    for (size_t t = 0; t < dataset.targets.size(); ++t)
      for (const auto& [trial, selections] : accuracies.of.at(algorithm)) {
        const std::optional<Selection>& selected = selections[t];
        if (!selected) continue;
        table.AddRow({algorithm, accuracies.targets[t], StrCat(trial),
                      StrCat(selected->hparams_seed), Join(selected->steps, ", "),
                      FormatFixed(selected->validation, 1, 100),
                      FormatFixed(selected->accuracy, 1, 100),
                      HparamsText(dataset.runs.at(algorithm).at(trial),
                                  dataset.targets[t], selected->hparams_seed)});
      }
  return table;
}

}  // namespace graft
