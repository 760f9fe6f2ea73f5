#include "algorithms/answers/binary_search.h"
#include "algorithms/answers/capacity_to_ship_packages_within_d_days.h"
#include "algorithms/answers/find_first_and_last_position_of_element_in_sorted_array.h"
#include "algorithms/answers/find_in_mountain_array.h"
#include "algorithms/answers/find_k_closest_elements.h"
#include "algorithms/answers/find_k_th_smallest_pair_distance.h"
#include "algorithms/answers/find_minimum_in_rotated_sorted_array.h"
#include "algorithms/answers/find_minimum_in_rotated_sorted_array_ii.h"
#include "algorithms/answers/find_peak_element.h"
#include "algorithms/answers/find_right_interval.h"
#include "algorithms/answers/find_the_duplicate_number.h"
#include "algorithms/answers/find_the_smallest_divisor_given_a_threshold.h"
#include "algorithms/answers/first_bad_version.h"
#include "algorithms/answers/guess_number_higher_or_lower.h"
#include "algorithms/answers/h_index_ii.h"
#include "algorithms/answers/k_th_smallest_prime_fraction.h"
#include "algorithms/answers/koko_eating_bananas.h"
#include "algorithms/answers/kth_smallest_element_in_a_sorted_matrix.h"
#include "algorithms/answers/kth_smallest_number_in_multiplication_table.h"
#include "algorithms/answers/longest_increasing_subsequence.h"
#include "algorithms/answers/magnetic_force_between_two_balls.h"
#include "algorithms/answers/maximum_running_time_of_n_computers.h"
#include "algorithms/answers/maximum_side_length_of_a_square_with_sum_less_than_or_equal_to_threshold.h"
#include "algorithms/answers/median_of_two_sorted_arrays.h"
#include "algorithms/answers/minimize_max_distance_to_gas_station.h"
#include "algorithms/answers/minimum_number_of_days_to_make_m_bouquets.h"
#include "algorithms/answers/number_of_burgers_with_no_waste_of_ingredients.h"
#include "algorithms/answers/path_with_minimum_effort.h"
#include "algorithms/answers/peak_index_in_a_mountain_array.h"
#include "algorithms/answers/search_in_rotated_sorted_array.h"
#include "algorithms/answers/search_in_rotated_sorted_array_ii.h"
#include "algorithms/answers/search_insert_position.h"
#include "algorithms/answers/split_array_largest_sum.h"
#include "algorithms/answers/sqrt_x.h"
#include "algorithms/answers/sum_of_mutated_array_closest_to_target.h"
#include "algorithms/answers/swim_in_rising_water.h"
#include "algorithms/answers/valid_perfect_square.h"
#include "algorithms/answers/valid_triangle_number.h"
#include "algorithms/answers/xiao_zhang_shua_ti_ji_hua.h"
#include "algorithms/play/problem_lists.h"

namespace graft::play {

using namespace answers;

namespace {

// What the site keeps from the solver is here an argument.
Parsed<int> FirstBadOf(int n, int bad) {
  if (bad < 1 || bad > n) return ParseError{0, "the bad version must be from 1 to n"};
  return FirstBadVersion(n, [bad](int version) { return version >= bad; });
}

Parsed<int> GuessOf(int n, int pick) {
  if (pick < 1 || pick > n) return ParseError{0, "the pick must be from 1 to n"};
  return GuessNumberHigherOrLower(n, [pick](int m) { return (pick > m) - (pick < m); });
}

Parsed<int> FindInMountain(int target, const std::vector<int>& mountain) {
  if (!IsMountain(mountain)) return ParseError{0, "the array must rise and then fall"};
  return FindInMountainArray(target, std::ssize(mountain),
                             [&mountain](int i) { return mountain[i]; });
}

std::vector<Problem> SortedArrays() {
  return {
      MakeProblem("answers/binary_search", R"(LeetCode 704 "Binary Search", 二分查找)",
                  BinarySearch),
      MakeProblem("answers/search_insert_position",
                  R"(LeetCode 35 "Search Insert Position", 搜索插入位置)",
                  SearchInsertPosition),
      MakeProblem(
          "answers/find_first_and_last_position_of_element_in_sorted_array",
          R"(LeetCode 34 "Find First and Last Position of Element in Sorted Array", 在排序数组中查找元素的第一个和最后一个位置)",
          FindFirstAndLastPositionOfElementInSortedArray),
      MakeProblem("answers/find_k_closest_elements",
                  R"(LeetCode 658 "Find K Closest Elements", 找到 K 个最接近的元素)",
                  FindKClosestElements),
      MakeProblem(
          "answers/median_of_two_sorted_arrays",
          R"(LeetCode 4 "Median of Two Sorted Arrays", 寻找两个正序数组的中位数)",
          MedianOfTwoSortedArrays),
      MakeProblem("answers/longest_increasing_subsequence",
                  R"(LeetCode 300 "Longest Increasing Subsequence", 最长递增子序列)",
                  LongestIncreasingSubsequence),
      MakeProblem("answers/valid_triangle_number",
                  R"(LeetCode 611 "Valid Triangle Number", 有效三角形的个数)",
                  ValidTriangleNumber),
      MakeProblem("answers/find_right_interval",
                  R"(LeetCode 436 "Find Right Interval", 寻找右区间)",
                  FindRightInterval),
  };
}

std::vector<Problem> RotatedArraysAndMountains() {
  return {
      MakeProblem("answers/search_in_rotated_sorted_array",
                  R"(LeetCode 33 "Search in Rotated Sorted Array", 搜索旋转排序数组)",
                  SearchInRotatedSortedArray),
      MakeProblem(
          "answers/search_in_rotated_sorted_array_ii",
          R"(LeetCode 81 "Search in Rotated Sorted Array II", 搜索旋转排序数组 II)",
          SearchInRotatedSortedArrayII),
      MakeProblem(
          "answers/find_minimum_in_rotated_sorted_array",
          R"(LeetCode 153 "Find Minimum in Rotated Sorted Array", 寻找旋转排序数组中的最小值)",
          FindMinimumInRotatedSortedArray),
      MakeProblem(
          "answers/find_minimum_in_rotated_sorted_array_ii",
          R"(LeetCode 154 "Find Minimum in Rotated Sorted Array II", 寻找旋转排序数组中的最小值 II)",
          FindMinimumInRotatedSortedArrayII),
      MakeProblem("answers/find_peak_element",
                  R"(LeetCode 162 "Find Peak Element", 寻找峰值)", FindPeakElement),
      MakeProblem(
          "answers/peak_index_in_a_mountain_array",
          R"(LeetCode 852 "Peak Index in a Mountain Array", 山脉数组的峰顶索引)",
          PeakIndexInAMountainArray),
      MakeProblem("answers/find_in_mountain_array",
                  R"(LeetCode 1095 "Find in Mountain Array", 山脉数组中查找目标值)",
                  FindInMountain),
  };
}

std::vector<Problem> IntegersWithKnownBounds() {
  return {
      MakeProblem("answers/sqrt_x", R"~(LeetCode 69 "Sqrt(x)", x 的平方根)~", SqrtX),
      MakeProblem("answers/valid_perfect_square",
                  R"(LeetCode 367 "Valid Perfect Square", 有效的完全平方数)",
                  ValidPerfectSquare),
      MakeProblem("answers/guess_number_higher_or_lower",
                  R"(LeetCode 374 "Guess Number Higher or Lower", 猜数字大小)",
                  GuessOf),
      MakeProblem("answers/first_bad_version",
                  R"(LeetCode 278 "First Bad Version", 第一个错误的版本)", FirstBadOf),
      MakeProblem("answers/find_the_duplicate_number",
                  R"(LeetCode 287 "Find the Duplicate Number", 寻找重复数)",
                  FindTheDuplicateNumber),
      MakeProblem("answers/h_index_ii", R"(LeetCode 275 "H-Index II", H 指数 II)",
                  HIndexII),
      MakeProblem(
          "answers/find_the_smallest_divisor_given_a_threshold",
          R"(LeetCode 1283 "Find the Smallest Divisor Given a Threshold", 使结果不超过阈值的最小除数)",
          FindTheSmallestDivisorGivenAThreshold),
      MakeProblem(
          "answers/number_of_burgers_with_no_waste_of_ingredients",
          R"(LeetCode 1276 "Number of Burgers with No Waste of Ingredients", 不浪费原料的汉堡制作方案)",
          NumberOfBurgersWithNoWasteOfIngredients),
  };
}

std::vector<Problem> CountsUpToAValue() {
  return {
      MakeProblem(
          "answers/kth_smallest_element_in_a_sorted_matrix",
          R"(LeetCode 378 "Kth Smallest Element in a Sorted Matrix", 有序矩阵中第 K 小的元素)",
          KthSmallestElementInASortedMatrix),
      MakeProblem(
          "answers/kth_smallest_number_in_multiplication_table",
          R"(LeetCode 668 "Kth Smallest Number in Multiplication Table", 乘法表中第k小的数)",
          KthSmallestNumberInMultiplicationTable),
      MakeProblem(
          "answers/find_k_th_smallest_pair_distance",
          R"(LeetCode 719 "Find K-th Smallest Pair Distance", 找出第 K 小的数对距离)",
          FindKThSmallestPairDistance),
      MakeProblem(
          "answers/k_th_smallest_prime_fraction",
          R"(LeetCode 786 "K-th Smallest Prime Fraction", 第 K 个最小的质数分数)",
          KThSmallestPrimeFraction),
      MakeProblem(
          "answers/"
          "maximum_side_length_of_a_square_with_sum_less_than_or_equal_to_threshold",
          R"(LeetCode 1292 "Maximum Side Length of a Square with Sum Less than or Equal to Threshold", 元素和小于等于阈值的正方形的最大边长)",
          MaximumSideLengthOfASquareWithSumLessThanOrEqualToThreshold),
      MakeProblem(
          "answers/sum_of_mutated_array_closest_to_target",
          R"(LeetCode 1300 "Sum of Mutated Array Closest to Target", 转变数组后最接近目标值的数组和)",
          SumOfMutatedArrayClosestToTarget),
  };
}

std::vector<Problem> TestsThatWalkTheInput() {
  return {
      MakeProblem("answers/koko_eating_bananas",
                  R"(LeetCode 875 "Koko Eating Bananas", 爱吃香蕉的珂珂)",
                  KokoEatingBananas),
      MakeProblem("answers/split_array_largest_sum",
                  R"(LeetCode 410 "Split Array Largest Sum", 分割数组的最大值)",
                  SplitArrayLargestSum),
      MakeProblem(
          "answers/capacity_to_ship_packages_within_d_days",
          R"(LeetCode 1011 "Capacity To Ship Packages Within D Days", 在 D 天内送达包裹的能力)",
          CapacityToShipPackagesWithinDDays),
      MakeProblem("answers/xiao_zhang_shua_ti_ji_hua",
                  R"(LeetCode LCP 12 "Xiao Zhang Shua Ti Ji Hua", 小张刷题计划)",
                  XiaoZhangShuaTiJiHua),
      MakeProblem(
          "answers/minimum_number_of_days_to_make_m_bouquets",
          R"(LeetCode 1482 "Minimum Number of Days to Make m Bouquets", 制作 m 束花所需的最少天数)",
          MinimumNumberOfDaysToMakeMBouquets),
      MakeProblem("answers/magnetic_force_between_two_balls",
                  R"(LeetCode 1552 "Magnetic Force Between Two Balls", 两球之间的磁力)",
                  MagneticForceBetweenTwoBalls),
      MakeProblem(
          "answers/minimize_max_distance_to_gas_station",
          R"(LeetCode 774 "Minimize Max Distance to Gas Station", 最小化去加油站的最大距离)",
          MinimizeMaxDistanceToGasStation),
      MakeProblem("answers/swim_in_rising_water",
                  R"(LeetCode 778 "Swim in Rising Water", 水位上升的泳池中游泳)",
                  SwimInRisingWater),
      MakeProblem("answers/path_with_minimum_effort",
                  R"(LeetCode 1631 "Path With Minimum Effort", 最小体力消耗路径)",
                  PathWithMinimumEffort),
      MakeProblem(
          "answers/maximum_running_time_of_n_computers",
          R"(LeetCode 2141 "Maximum Running Time of N Computers", 同时运行 N 台电脑的最长时间)",
          MaximumRunningTimeOfNComputers),
  };
}

}  // namespace

std::vector<Problem> AnswersProblems() {
  std::vector<Problem> all;
  for (const std::vector<Problem>& family :
       {SortedArrays(), RotatedArraysAndMountains(), IntegersWithKnownBounds(),
        CountsUpToAValue(), TestsThatWalkTheInput()})
    all.insert(all.end(), family.begin(), family.end());
  return all;
}

}  // namespace graft::play
