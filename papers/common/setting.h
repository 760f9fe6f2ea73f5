// Setting: the flags that every paper's program has, and what they choose: the preset, the
// trunk, its tokenizer, the data sets.
//
// Flags:  --preset --out --seeds --tasks --resume --model --data --workers --dtype --device,
//         and --measure=<arm>, by which the program asks itself for a cost (cost.h).
// Errors: InvalidArgument naming the flag and what it may be; what loading the model says.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "common/models/bert/bert.h"
#include "common/text/tokenizer.h"
#include "papers/common/preset.h"
#include "papers/common/tasks.h"

namespace graft::papers {

struct Setting {
  Preset preset;
  std::string dtype;  // of the trunk
  Bert trunk;
  std::shared_ptr<const Tokenizer> tokenizer;  // never null
};

// The preset of a name, for this trunk.
using FindPreset =
    std::function<absl::StatusOr<Preset>(std::string_view, const Bert& trunk)>;

// InvalidArgument for a name that is no preset.
absl::Status UnknownPreset(std::string_view name);

// What the flags choose, with --seeds and --tasks in the preset's place.
absl::StatusOr<Setting> LoadSetting(const FindPreset& find);

// The preset's tasks. One whose files are not there is left out, aloud, unless --tasks names
// it; a preset must not fail for want of a mirror. Other errors are those of LoadTask.
absl::StatusOr<std::vector<LoadedTask>> LoadTasks(const Setting& setting);

// --out, or results/<paper>, as an absolute path.
std::string OutFolder(const std::string& paper);
// --workers, or one per core.
int Workers();
// --resume.
bool Resumes();
// --measure: the arm whose cost is asked for; empty: none.
std::string MeasuredArm();
// --model, for the record.
std::string ModelName();

}  // namespace graft::papers
