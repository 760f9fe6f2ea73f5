// Presets of the survey: which data, objectives and sizes; each a sweep of its own folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "dg/sweep/sweep_runner.h"

namespace graft::papers {

struct SurveyStudy {
  std::string title;  // "ColoredMNIST, side 14, 4,000 a domain"
  SweepConfig sweep;  // of one data set
};

struct SurveyPreset {
  std::string name;  // smoke, quick, standard or full
  std::vector<SurveyStudy> studies;
  // Objectives whose trained models the theory's terms are measured of.
  std::vector<std::string> bounds = {"ERM", "IRM", "CORAL", "DANN"};
};

// The objectives of every study of a preset; without loading anything.
absl::StatusOr<std::vector<std::string>> PresetObjectives(std::string_view name);

// Loads the data. InvalidArgument for a name that is no preset; what loading says.
absl::StatusOr<SurveyPreset> FindSurveyPreset(std::string_view name);

}  // namespace graft::papers
