#include "dg/select/variance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numeric>
#include <span>

#include "common/base/check.h"

namespace graft {
namespace {

// An effect of the model: which of split, draw and seed its levels tell apart.
struct Effect {
  const char* name;
  std::array<bool, 3> factors;
  bool is_interaction = false;  // no cause of its own where a factor is single
};
constexpr Effect kCrossed[] = {{"split", {true, false, false}},
                               {"draw", {false, true, false}},
                               {"split × draw", {true, true, false}, true},
                               {"seed", {true, true, true}}};
constexpr Effect kNested[] = {{"split", {true, false, false}},
                              {"draw", {true, true, false}},
                              {"seed", {true, true, true}}};

// An effect that the design can tell, with its part of the sum of squares.
struct Term {
  std::string name;
  std::array<bool, 3> factors;
  int levels;
  int degrees;
  double squares;
};

bool Contains(const std::array<bool, 3>& outer, const std::array<bool, 3>& inner) {
  for (int f = 0; f < 3; ++f)
    if (inner[f] && !outer[f]) return false;
  return true;
}

int Levels(const VarianceDesign& design, const std::array<bool, 3>& factors) {
  return (factors[0] ? design.splits : 1) * (factors[1] ? design.draws : 1) *
         (factors[2] ? design.seeds : 1);
}

// Σ over the levels of n · (mean of the level − grand mean)².
double SquaresBetween(const VarianceDesign& design,
                      const std::array<bool, 3>& factors) {
  const auto count = static_cast<double>(design.values.size());
  const double mean =
      std::accumulate(design.values.begin(), design.values.end(), 0.0) / count;
  std::vector<double> sums(Levels(design, factors));
  size_t i = 0;
  for (int t = 0; t < design.splits; ++t)
    for (int d = 0; d < design.draws; ++d)
      for (int s = 0; s < design.seeds; ++s) {
        int level = factors[0] ? t : 0;
        if (factors[1]) level = level * design.draws + d;
        if (factors[2]) level = level * design.seeds + s;
        sums[level] += design.values[i++] - mean;
      }
  double squares = 0;
  for (const double sum : sums) squares += sum * sum;
  return squares / (count / static_cast<double>(sums.size()));
}

// The effects with their own squares and degrees: those of what they contain taken off. One
// that tells no more than an earlier one joins it; one with a single level is left out.
std::vector<Term> Decompose(const VarianceDesign& design,
                            std::span<const Effect> effects) {
  std::vector<Term> terms;
  for (const Effect& effect : effects) {
    Term term{effect.name, effect.factors, Levels(design, effect.factors), 0, 0};
    term.degrees = term.levels - 1;
    term.squares = SquaresBetween(design, effect.factors);
    Term* same = nullptr;
    for (Term& other : terms) {
      if (!Contains(effect.factors, other.factors)) continue;
      if (other.levels == term.levels) same = &other;
      term.degrees -= other.degrees;
      term.squares -= other.squares;
    }
    term.squares = std::max(0.0, term.squares);
    if (same != nullptr) {
      if (!effect.is_interaction) same->name += std::string(" and ") + effect.name;
      same->factors = effect.factors;
    } else if (term.levels > 1) {
      terms.push_back(term);
    }
  }
  return terms;
}

std::vector<VarianceComponent> Components(const VarianceDesign& design,
                                          std::span<const Effect> effects) {
  CHECK(design.splits > 0 && design.draws > 0 && design.seeds > 0);
  CHECK_EQ(std::ssize(design.values), Levels(design, {true, true, true}));
  for (const double value : design.values) CHECK(std::isfinite(value)) << value;
  const std::vector<Term> terms = Decompose(design, effects);
  std::vector<VarianceComponent> components;
  for (size_t i = 0; i < terms.size(); ++i) {
    const Term& term = terms[i];
    // σ²_i = (MS_i − MS_j) / n_i
    double above = term.squares / term.degrees;
    for (size_t j = i + 1; j < terms.size(); ++j)
      if (Contains(terms[j].factors, term.factors)) {
        above -= terms[j].squares / terms[j].degrees;
        break;
      }
    const double n = static_cast<double>(design.values.size()) / term.levels;
    components.push_back({term.name, term.degrees, term.squares, above / n});
  }
  return components;
}

}  // namespace

std::vector<VarianceComponent> CrossedComponents(const VarianceDesign& design) {
  return Components(design, kCrossed);
}

std::vector<VarianceComponent> NestedComponents(const VarianceDesign& design) {
  return Components(design, kNested);
}

}  // namespace graft
