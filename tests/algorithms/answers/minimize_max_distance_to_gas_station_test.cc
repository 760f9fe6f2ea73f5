#include "algorithms/answers/minimize_max_distance_to_gas_station.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(MinimizeMaxDistanceToGasStation, SolvesTheExamples) {
  EXPECT_DOUBLE_EQ(MinimizeMaxDistanceToGasStation({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 9),
                   0.5);
  EXPECT_DOUBLE_EQ(
      MinimizeMaxDistanceToGasStation({23, 24, 36, 39, 46, 56, 57, 65, 84, 98}, 1), 14);
}

// The first gap takes 0 … k of the stations, at equal distances; the others the rest.
double BestOfAllPlaces(const std::vector<int>& gaps, size_t first, int k) {
  if (first == gaps.size()) return 0;
  double best = gaps[first] + BestOfAllPlaces(gaps, first + 1, 0);
  for (int here = 0; here <= k; ++here)
    best = std::min(best, std::max(gaps[first] / (here + 1.0),
                                   BestOfAllPlaces(gaps, first + 1, k - here)));
  return best;
}

// Four units in the last place: gap / d may be rounded up to above an integer.
TEST(MinimizeMaxDistanceToGasStation, IsTheBestOfAllPlaces) {
  for (const std::vector<int>& gaps : AllArrays(1, 7, 1, 3)) {
    std::vector<int> stations = {0};
    for (int gap : gaps) stations.push_back(stations.back() + gap);
    for (int k = 0; k <= 6; ++k)
      ASSERT_DOUBLE_EQ(MinimizeMaxDistanceToGasStation(stations, k),
                       BestOfAllPlaces(gaps, 0, k));
  }
}

TEST(MinimizeMaxDistanceToGasStation, ReachesBothBounds) {
  EXPECT_DOUBLE_EQ(MinimizeMaxDistanceToGasStation({0, 7}, 0), 7);
  EXPECT_DOUBLE_EQ(MinimizeMaxDistanceToGasStation({0, 7}, 6), 1);
  EXPECT_DOUBLE_EQ(
      MinimizeMaxDistanceToGasStation({-2147483647, 2147483647}, 2147483647),
      4294967294.0 / 2147483648.0);
}

TEST(MinimizeMaxDistanceToGasStationDeathTest, RefusesOneStationAndUnsortedOnes) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(MinimizeMaxDistanceToGasStation({1}, 1), "stations.size.. >= 2");
  EXPECT_DEATH(MinimizeMaxDistanceToGasStation({1, 1}, 1), "adjacent_find");
  EXPECT_DEATH(MinimizeMaxDistanceToGasStation({1, 2}, -1), "k >= 0");
}

}  // namespace
}  // namespace graft::answers
