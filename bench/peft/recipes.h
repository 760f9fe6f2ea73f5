// Recipes: the sizes and rates at which the benchmarks run a method beside its peer.
#pragma once

#include <string>
#include <vector>

#include "peft/core/options.h"

namespace graft {

struct Recipe {
  std::string name;  // as bench/peers calls it
  std::string slug;  // of our method
  OptionValues options;
  double rate;  // for accuracy_bench, fixed beforehand
};

// One for each method that Hugging Face PEFT or adapters has, too; see bench/peers/README.md.
const std::vector<Recipe>& PeerRecipes();

}  // namespace graft
