#include "papers/dg_survey/taxonomy.h"

#include <absl/strings/str_split.h>

namespace graft::papers {
namespace {

constexpr char kData[] = "data manipulation", kFeatures[] = "representation learning",
               kStrategy[] = "learning strategy";
constexpr char kGenerator[] = "needs a trained generator";

Cell ObjectiveCell(const Leaf& leaf) {
  return Cell(*leaf.objectives == '\0' ? "none" : leaf.objectives);
}

}  // namespace

const std::vector<Leaf>& Taxonomy() {
  static const auto* leaves = new std::vector<Leaf>{
      {kData, "augmentation", "typical augmentation", "ERM",
       "of photos, in DomainData::Augmented"},
      {kData, "augmentation", "domain randomization", "", "needs a simulator"},
      {kData, "augmentation", "adversarial (CrossGrad, ADA, DDAIG)", "", "not built"},
      {kData, "generation", "VAE, GAN (M-ADA, L2A-OT)", "", kGenerator},
      {kData, "generation", "Mixup", "Mixup", ""},
      {kData, "generation", "MixStyle", "MixStyle, EFDMix", ""},
      {kData, "generation", "feature noise (SFA)", "", "not built"},
      {kFeatures, "kernel", "DICA, TCA, MTL", "MTL", "as a network, after DomainBed"},
      {kFeatures, "adversarial", "DANN", "DANN", ""},
      {kFeatures, "adversarial", "conditional (CIDDG)", "CDANN", ""},
      {kFeatures, "adversarial", "autoencoder (MMD-AAE)", "", kGenerator},
      {kFeatures, "explicit alignment", "maximum mean discrepancy", "MMD", ""},
      {kFeatures, "explicit alignment", "second moments (CORAL)", "CORAL", ""},
      {kFeatures, "explicit alignment", "contrastive (CCSA)", "CAD, CondCAD",
       "contrastive bottlenecks that followed"},
      {kFeatures, "explicit alignment", "Wasserstein", "", "not built"},
      {kFeatures, "explicit alignment", "normalisation (IBN-Net)", "IBN_a, IBN_b", ""},
      {kFeatures, "invariant risk", "IRM", "IRM", ""},
      {kFeatures, "invariant risk", "risk extrapolation (REx)", "VREx", ""},
      {kFeatures, "invariant risk", "IRM games, MatchDG", "", "not built"},
      {kFeatures, "disentanglement", "multi-component (UndoBias, DMG)", "DIFEX, ADRMX",
       "two parts of the features, not of the weights"},
      {kFeatures, "disentanglement", "generative (DIVA, SagNet)", "SagNet", ""},
      {kFeatures, "disentanglement", "causal", "CausIRL_CORAL, CausIRL_MMD", ""},
      {kStrategy, "ensemble", "ensembles (D-SAM, DAEL)", "SMA",
       "the average of one run's weights stands for many models"},
      {kStrategy, "meta-learning", "MLDG", "MLDG", "first order"},
      {kStrategy, "meta-learning", "ARM", "ARM", ""},
      {kStrategy, "meta-learning", "MetaReg, Feature-Critic, Epi-FCR, MASF", "",
       "not built"},
      {kStrategy, "gradient operation", "RSC", "RSC", ""},
      {kStrategy, "gradient operation", "Fish", "Fish", ""},
      {kStrategy, "gradient operation", "AND-mask", "ANDMask, SANDMask", ""},
      {kStrategy, "robust optimisation", "GroupDRO", "GroupDRO", ""},
      {kStrategy, "robust optimisation", "gradient alignment (IGA)", "IGA", ""},
      {kStrategy, "self-supervised", "jigsaw (JiGen)", "", "not built"},
      {kStrategy, "self-supervised", "SelfReg", "SelfReg", ""},
      {kStrategy, "other", "flat minima (SWAD)", "SWAD", ""},
      {kStrategy, "other", "metric learning, random forests", "", "not built"},
  };
  return *leaves;
}

const std::vector<Leaf>& SinceTheSurvey() {
  static const auto* leaves = new std::vector<Leaf>{
      {kFeatures, "invariant risk", "", "IB_ERM, IB_IRM, TRM", ""},
      {kFeatures, "explicit alignment", "", "Transfer, URM", ""},
      {kStrategy, "gradient operation", "", "Fishr, SD", ""},
      {kStrategy, "robust optimisation", "", "EQRM, RDM", ""},
      {kStrategy, "other", "", "SAM, ERMPlusPlus", ""},
  };
  return *leaves;
}

std::vector<std::string> ObjectivesOf(const Leaf& leaf) {
  return absl::StrSplit(leaf.objectives, ", ", absl::SkipEmpty());
}

Table TaxonomyTable() {
  Table table("The survey's map, and what stands for each leaf here",
              {{"category"}, {"group"}, {"leaf"}, {"objective"}, {"remark"}});
  for (const Leaf& leaf : Taxonomy())
    table.AddRow(
        {leaf.category, leaf.group, leaf.leaf, ObjectiveCell(leaf), leaf.remark});
  for (const Leaf& leaf : SinceTheSurvey())
    table.AddRow({leaf.category, leaf.group, "since the survey", ObjectiveCell(leaf),
                  leaf.remark});
  return table;
}

}  // namespace graft::papers
