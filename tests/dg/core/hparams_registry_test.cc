// The settings of every objective that DomainBed has are DomainBed's: names, defaults, ranges.
// The registry is gone through, not a list: an objective that differs says so below.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "common/base/json.h"
#include "common/base/runfiles.h"
#include "dg/core/objective.h"

namespace graft {
namespace {

// "<name>" of every objective or "<objective>.<name>" → why.
using Reasons = std::map<std::string, std::string>;

const Reasons kNotHere = {
    {"data_augmentation", "a property of the data, not of an objective"},
    {"resnet18", "the data say which network there is"},
    {"resnet50_augmix", "no ResNet-50 here"},
    {"dinov2", "no ViT here"},
    {"vit", "no ViT here"},
    {"vit_attn_tune", "no ViT here"},
    {"vit_dropout", "no ViT here"},
    {"freeze_bn", "the network says whether its BatchNorm is frozen"},
    {"lars", "ERM++ alone reads it"},
    {"linear_steps", "ERM++ alone reads it"},
    {"nonlinear_classifier", "DomainBed's registry never draws it"},
    {"Transfer.beta1", "DomainBed declares it and does not use it"},
    {"Transfer.weight_decay_d", "as beta1"},
    {"URM.urm", "DomainBed declares it and does not use it"},
    {"URM.urm_discriminator_optimizer", "Adam, which DomainBed always draws"},
    {"resnet_dropout", "named dropout, for every network"},
};

const Reasons kOnlyHere = {
    {"dropout", "resnet_dropout; on small images DomainBed's network has none"},
    {"mlp_width",
     "DomainBed declares it with a discriminator, but its MLPs read it always"},
    {"mlp_depth", "as mlp_width"},
    {"mlp_dropout", "as mlp_width"},
    {"ERMPlusPlus.sma_start_iters", "600 in DomainBed's code"},
    {"URM.urm_discriminator_width", "100 in DomainBed's code"},
};

// "<objective>.<name>" → how it differs; dg/README.md says why.
const Reasons kOtherwise = {
    {"EQRM.eqrm_burnin_iters", "one draws whole numbers, the other does not"},
    {"URM.urm_generator_output", "DomainBed's is no number"},
    {"SANDMask.tau", "the default is 0.5, DomainBed's 1"},
};

const Json& DomainBed() {
  static const auto* json =
      new Json(*ReadJson(*Runfile("tests/golden/dg/hparams.json")));
  return *json;
}

std::string DataSet(DataScale scale) {
  return scale == DataScale::kSmallImages ? "ColoredMNIST" : "PACS";
}

// What DomainBed has for an algorithm: ERM's, and its own on top.
Json Theirs(const std::string& algorithm, DataScale scale) {
  const Json& of_data = DomainBed().at(DataSet(scale));
  Json all = of_data.at("ERM");
  all.update(of_data.at(algorithm));
  return all;
}

// Ours: the objective's own, then the common ones that it does not replace.
std::map<std::string, HparamSpec::Range> Ours(const ObjectiveInfo& info,
                                              DataScale scale) {
  std::map<std::string, HparamSpec::Range> all;
  for (const auto* specs : {&info.hparams, &CommonHparams()})
    for (const HparamSpec& spec : *specs) all.emplace(spec.name, spec.At(scale));
  return all;
}

bool Listed(const Reasons& reasons, const std::string& objective,
            const std::string& hparam) {
  return reasons.contains(hparam) || reasons.contains(objective + "." + hparam);
}

double Number(const Json& json) {
  return json.is_boolean() ? static_cast<double>(json.get<bool>()) : json.get<double>();
}

// Where x lies between the ends of a draw: 0 … 1.
double Place(const Draw& draw, double x) {
  if (draw.kind == Draw::Kind::kPower) x = std::log(x) / std::log(draw.base);
  return (x - draw.low) / (draw.high - draw.low);
}

// Of 200 uniform draws none falls into the lowest, or the highest, tenth with probability
// 0.9^200 = 7e-10; their median lies within 0.2 of the middle but for 5.6 of its deviations,
// 0.5/√200. A whole number was rounded down from anywhere below the next.
bool MayBeFrom(const Draw& draw, double least, double median, double most) {
  const double up = draw.whole ? 1 : 0;
  return Place(draw, least + up) >= 0 && Place(draw, most) <= 1 &&
         Place(draw, least) < 0.1 && Place(draw, most + up) > 0.9 &&
         std::abs(Place(draw, median + up / 2) - 0.5) < 0.2;
}

// The least, the middle and the largest of 200 draws, against what they shall be from.
std::string DrawDifference(const HparamSpec::Range& ours, double least, double median,
                           double most) {
  const Draw& draw = ours.draw;
  const std::string found =
      StrCat("DomainBed draws ", least, " … ", median, " … ", most);
  if (draw.kind == Draw::Kind::kFixed)
    return least == ours.value && most == ours.value
               ? ""
               : StrCat(found, ", ours is fixed at ", ours.value);
  if (draw.kind == Draw::Kind::kChoice) {
    const auto [low, high] = std::ranges::minmax(draw.choices);
    return least == low && most == high && std::ranges::count(draw.choices, median) == 1
               ? ""
               : StrCat(found, ", ours is one of ", low, " … ", high);
  }
  return MayBeFrom(draw, least, median, most)
             ? ""
             : StrCat(found, ", ours has ",
                      draw.kind == Draw::Kind::kPower ? "a power of " : "a number of ",
                      draw.low, " … ", draw.high);
}

// What differs, in words; "" if nothing does.
std::string Difference(const HparamSpec::Range& ours, const Json& theirs) {
  if (!theirs.contains("min")) return "DomainBed's is no number";
  if (ours.value != Number(theirs.at("default")))
    return StrCat("the default is ", ours.value, ", DomainBed's ",
                  Number(theirs.at("default")));
  const bool continuous =
      ours.draw.kind == Draw::Kind::kUniform || ours.draw.kind == Draw::Kind::kPower;
  if (continuous && ours.draw.whole != (theirs.at("random_type") == "int"))
    return "one draws whole numbers, the other does not";
  return DrawDifference(ours, Number(theirs.at("min")), Number(theirs.at("median")),
                        Number(theirs.at("max")));
}

class HparamsOf : public ::testing::TestWithParam<std::string> {};

std::vector<std::string> Shared() {
  std::vector<std::string> names;
  for (const ObjectiveInfo* info : AllObjectives())
    if (DomainBed().at("PACS").contains(info->name)) names.push_back(info->name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Objectives, HparamsOf, ::testing::ValuesIn(Shared()),
                         [](const auto& info) { return info.param; });

TEST_P(HparamsOf, AreDomainBeds) {
  const std::string& name = GetParam();
  for (const DataScale scale : {DataScale::kSmallImages, DataScale::kLarge}) {
    const auto ours = Ours(**FindObjective(name), scale);
    const Json all = Theirs(name, scale);
    for (const auto& [hparam, theirs] : all.items()) {
      SCOPED_TRACE(StrCat(name, ".", hparam, " for ", DataSet(scale)));
      const auto found = ours.find(hparam);
      if (found == ours.end()) {
        EXPECT_TRUE(Listed(kNotHere, name, hparam)) << "not here, and not in kNotHere";
      } else {
        const auto otherwise = kOtherwise.find(name + "." + hparam);
        EXPECT_EQ(Difference(found->second, theirs),
                  otherwise == kOtherwise.end() ? "" : otherwise->second);
      }
    }
  }
}

TEST_P(HparamsOf, AreNoMoreThanDomainBeds) {
  const std::string& name = GetParam();
  const Json theirs = Theirs(name, DataScale::kLarge);
  for (const auto& entry : Ours(**FindObjective(name), DataScale::kLarge))
    EXPECT_TRUE(theirs.contains(entry.first) || Listed(kOnlyHere, name, entry.first))
        << name << "." << entry.first << " is not DomainBed's, and not in kOnlyHere";
}

TEST(HparamsRegistry, ListsNothingThatIsNotSo) {
  std::set<std::string> ours, theirs;
  for (const std::string& name : Shared()) {
    for (const auto& entry : Ours(**FindObjective(name), DataScale::kLarge))
      ours.insert({entry.first, name + "." + entry.first});
    const Json all = Theirs(name, DataScale::kLarge);
    for (const auto& [hparam, json] : all.items())
      theirs.insert({hparam, name + "." + hparam});
  }
  for (const auto& [hparam, why] : kNotHere) {
    EXPECT_TRUE(theirs.contains(hparam) && !why.empty()) << hparam;
    EXPECT_FALSE(hparam.find('.') != std::string::npos && ours.contains(hparam))
        << hparam;
  }
  for (const auto& [hparam, why] : kOnlyHere)
    EXPECT_TRUE(ours.contains(hparam) && !why.empty()) << hparam;
  for (const auto& [hparam, difference] : kOtherwise)
    EXPECT_TRUE(ours.contains(hparam) && theirs.contains(hparam)) << hparam;
}

TEST(HparamsRegistry, FindsAWrongDefaultRangeOrType) {
  const Json theirs = DomainBed().at("PACS").at("IRM").at("irm_lambda");
  const auto right = HparamSpec::Range{100, Draw::Log10(-1, 5)};
  EXPECT_EQ(Difference(right, theirs), "");
  for (const HparamSpec::Range& wrong :
       {HparamSpec::Range{10, right.draw}, HparamSpec::Range{100},
        HparamSpec::Range{100, Draw::Log10(-1, 4)},
        HparamSpec::Range{100, Draw::Log10(-2, 5)},
        HparamSpec::Range{100, Draw::Uniform(0.1, 1e5)},
        HparamSpec::Range{100, Draw::WholeLog10(-1, 5)},
        HparamSpec::Range{100, Draw::OneOf({0.1, 1e5})}})
    EXPECT_NE(Difference(wrong, theirs), "");
}

}  // namespace
}  // namespace graft
