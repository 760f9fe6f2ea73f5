#include "algorithms/answers/number_of_burgers_with_no_waste_of_ingredients.h"

#include <gtest/gtest.h>

namespace graft::answers {
namespace {

constexpr auto kBurgers = NumberOfBurgersWithNoWasteOfIngredients;
using Answer = std::vector<int>;

TEST(NumberOfBurgersWithNoWasteOfIngredients, SolvesTheExamples) {
  EXPECT_EQ(kBurgers(16, 7), (Answer{1, 6}));
  EXPECT_EQ(kBurgers(17, 4), Answer{});
  EXPECT_EQ(kBurgers(4, 17), Answer{});
  EXPECT_EQ(kBurgers(0, 0), (Answer{0, 0}));
  EXPECT_EQ(kBurgers(2, 1), (Answer{0, 1}));
}

TEST(NumberOfBurgersWithNoWasteOfIngredients, IsTheOneOfAllThatFits) {
  for (int tomato = 0; tomato <= 40; ++tomato) {
    for (int cheese = 0; cheese <= 25; ++cheese) {
      Answer expected;
      for (int jumbo = 0; jumbo <= 25; ++jumbo)
        for (int small = 0; small <= 25; ++small)
          if (4 * jumbo + 2 * small == tomato && jumbo + small == cheese)
            expected = {jumbo, small};
      ASSERT_EQ(kBurgers(tomato, cheese), expected) << tomato << ", " << cheese;
    }
  }
}

TEST(NumberOfBurgersWithNoWasteOfIngredients, ReachesBothBoundsAndDoesNotOverflow) {
  EXPECT_EQ(kBurgers(2147483644, 536870911), (Answer{536870911, 0}));
  EXPECT_EQ(kBurgers(2147483644, 1073741822), (Answer{0, 1073741822}));
  EXPECT_EQ(kBurgers(2147483647, 2147483647), Answer{});
  EXPECT_EQ(kBurgers(0, 2147483647), Answer{});
  EXPECT_EQ(kBurgers(4, 1073741825), Answer{});  // 4 · cheese is 2³² + 4
}

TEST(NumberOfBurgersWithNoWasteOfIngredientsDeathTest, RefusesNegatives) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(kBurgers(-1, 1), "tomato >= 0");
  EXPECT_DEATH(kBurgers(1, -1), "cheese >= 0");
}

}  // namespace
}  // namespace graft::answers
