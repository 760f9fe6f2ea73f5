// Hparams: an objective's settings by name: default, and how a random search draws them.
//
// Idea:    DomainBed's registry as a table: each setting has a default and a distribution,
//          one pair for small images and one for everything else. A draw comes from a stream
//          of the setting's own name, so adding one setting moves no other.
// Paper:   Gulrajani and Lopez-Paz, "In Search of Lost Domain Generalization", ICLR 2021,
//          arXiv 2007.01434, Table 8 and the released registry (commit b93c22a).
// Errors:  InvalidArgument for a name that is not known or a value that is no number; asking
//          for a setting that an objective did not declare is a CHECK.
// Differs: the values drawn are not DomainBed's (its streams are NumPy's); the distributions
//          are. A draw is the same in every trial, so that what splits and what settings do to
//          the result can be told apart.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/rng.h"
#include "common/base/status.h"

namespace graft {

// How a random search draws a setting.
struct Draw {
  enum class Kind { kFixed, kUniform, kPower, kChoice };
  Kind kind = Kind::kFixed;
  double low = 0, high = 0;          // of the value, or of the exponent
  double base = 10;                  // of kPower
  bool whole = false;                // rounded down
  std::vector<double> choices = {};  // of kChoice

  static Draw Uniform(double low, double high) { return {Kind::kUniform, low, high}; }
  static Draw Log10(double low, double high) { return {Kind::kPower, low, high}; }
  // Whole numbers.
  static Draw WholeUniform(double low, double high) {
    return {Kind::kUniform, low, high, 10, true};
  }
  static Draw WholeLog10(double low, double high) {
    return {Kind::kPower, low, high, 10, true};
  }
  static Draw WholeLog2(double low, double high) {
    return {Kind::kPower, low, high, 2, true};
  }
  static Draw OneOf(std::vector<double> choices) {
    return {Kind::kChoice, 0, 0, 10, false, std::move(choices)};
  }

  double At(double value, const RandomStream& stream) const;  // value: the default
};

// What an experiment's data are: DomainBed has other ranges for small images.
enum class DataScale { kSmallImages, kLarge };

struct HparamSpec {
  struct Range {
    double value;  // default
    Draw draw = {};
  };
  HparamSpec(std::string name, double value, Draw draw, std::string help)
      : HparamSpec(std::move(name), Range{value, draw}, Range{value, draw},
                   std::move(help)) {}
  HparamSpec(std::string hparam, Range small_images, Range other, std::string meaning)
      : name(std::move(hparam)),
        small(std::move(small_images)),
        large(std::move(other)),
        help(std::move(meaning)) {}

  const Range& At(DataScale scale) const {
    return scale == DataScale::kSmallImages ? small : large;
  }

  std::string name;
  Range small, large;
  std::string help;
};

// The settings of every objective: lr, weight_decay, batch_size, class_balanced, and the
// widths of the networks.
const std::vector<HparamSpec>& CommonHparams();

class Hparams {
 public:
  // The defaults of the common settings and `own`, which comes first where names agree.
  Hparams(const std::vector<HparamSpec>& own, DataScale scale);

  // Draws every setting; draw 0 is the defaults, as in DomainBed.
  void DrawAll(uint64_t draw);
  // Settings counted in steps, whose names end in "iters" or "steps", times `factor`: a
  // shorter run with a schedule of the same shape.
  void ScaleSteps(double factor);
  absl::Status Set(const std::string& name, double value);

  double operator[](std::string_view name) const;
  int64_t Whole(std::string_view name) const;
  const std::map<std::string, double, std::less<>>& values() const { return values_; }

 private:
  std::vector<HparamSpec> specs_;
  DataScale scale_;
  std::map<std::string, double, std::less<>> values_;
};

}  // namespace graft
