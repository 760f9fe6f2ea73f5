#include "bench/peft/recipes.h"

namespace graft {

const std::vector<Recipe>& PeerRecipes() {
  static const auto* recipes = new std::vector<Recipe>{
      {"full", "full", {}, 1e-4},
      {"lora", "lora", {{"r", "8"}, {"alpha", "16"}}, 2e-3},
      {"prefix", "prefix", {{"l", "20"}, {"shift_positions", "true"}}, 1e-2},
      {"seq_bn", "pfeiffer", {{"r", "24"}}, 2e-3},
      {"bitfit", "bitfit", {}, 3e-3},
      {"prompt", "prompt_tuning", {{"l", "20"}}, 2e-2},
      {"mam", "mam", {{"l", "30"}, {"mlp", "800"}, {"r", "192"}}, 2e-3},
  };
  return *recipes;
}

}  // namespace graft
