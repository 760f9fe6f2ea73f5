#include "dg/core/hparams.h"

#include <algorithm>
#include <cmath>

#include "common/base/check.h"
#include "common/base/strings.h"
#include "common/base/suggest.h"

namespace graft {

double Draw::At(double value, const RandomStream& stream) const {
  const double u = stream.Uniform(0), x = low + u * (high - low);
  const auto rounded = [&](double drawn) { return whole ? std::floor(drawn) : drawn; };
  switch (kind) {
    case Kind::kFixed:
      return value;
    case Kind::kUniform:
      return rounded(x);
    case Kind::kPower:
      return rounded(std::pow(base, x));
    case Kind::kChoice:
      return choices[static_cast<size_t>(u * static_cast<double>(choices.size()))];
  }
  return value;
}

const std::vector<HparamSpec>& CommonHparams() {
  static const auto* specs = new std::vector<HparamSpec>{
      {"lr",
       {1e-3, Draw::Log10(-4.5, -2.5)},
       {5e-5, Draw::Log10(-5, -3.5)},
       "learning rate of Adam"},
      {"weight_decay", {0}, {0, Draw::Log10(-6, -2)}, "L2 penalty, inside Adam"},
      {"batch_size",
       {64, Draw::WholeLog2(3, 9)},
       {32, Draw::WholeLog2(3, 5.5)},
       "examples a domain and step"},
      {"class_balanced", 0, {}, "1: every class is drawn as often"},
      {"dropout", {0}, {0, Draw::OneOf({0, 0.1, 0.5})}, "of the features"},
      {"mlp_width", 256, Draw::WholeLog2(6, 10), "of an MLP's hidden layers"},
      {"mlp_depth", 3, Draw::OneOf({3, 4, 5}), "linear maps of an MLP"},
      {"mlp_dropout", 0, Draw::OneOf({0, 0.1, 0.5}), "of an MLP's hidden layers"},
  };
  return *specs;
}

Hparams::Hparams(const std::vector<HparamSpec>& own, DataScale scale)
    : specs_(own), scale_(scale) {
  for (const HparamSpec& spec : CommonHparams())
    if (std::ranges::find(own, spec.name, &HparamSpec::name) == own.end())
      specs_.push_back(spec);
  for (const HparamSpec& spec : specs_) values_[spec.name] = spec.At(scale).value;
}

void Hparams::DrawAll(uint64_t draw) {
  if (draw == 0) return;
  const RandomStream stream(draw, "hparams");
  for (const HparamSpec& spec : specs_) {
    const HparamSpec::Range& range = spec.At(scale_);
    values_[spec.name] = range.draw.At(range.value, stream.Fork(spec.name));
  }
}

void Hparams::ScaleSteps(double factor) {
  for (auto& [name, value] : values_)
    if (name.ends_with("iters") || name.ends_with("steps"))
      value = std::floor(value * factor);
}

absl::Status Hparams::Set(const std::string& name, double value) {
  const auto found = values_.find(name);
  if (found == values_.end()) {
    std::vector<std::string> known;
    for (const auto& entry : values_) known.push_back(entry.first);
    return absl::InvalidArgumentError(StrCat("unknown hyper-parameter ", name,
                                             ": expected ", Join(known, ", "),
                                             DidYouMean(name, known)));
  }
  if (!std::isfinite(value))
    return absl::InvalidArgumentError(StrCat(name, "=", value, ": expected a number"));
  found->second = value;
  return absl::OkStatus();
}

double Hparams::operator[](std::string_view name) const {
  const auto found = values_.find(name);
  CHECK(found != values_.end()) << "no hyper-parameter " << name;
  return found->second;
}

int64_t Hparams::Whole(std::string_view name) const {
  return static_cast<int64_t>((*this)[name]);
}

}  // namespace graft
