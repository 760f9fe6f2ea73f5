#include "algorithms/trees/ordered/pair_reference.h"

#include <gtest/gtest.h>

#include <concepts>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace graft::trees {
namespace {

using Values = std::pair<int, std::string>;
using Reference = PairReference<int, std::string>;
using ConstReference = PairReference<int, const std::string>;

static_assert(
    std::same_as<std::common_reference_t<Reference&&, Values&>, ConstReference>);
static_assert(
    std::same_as<std::common_reference_t<const Values&, Reference>, ConstReference>);
static_assert(
    std::same_as<std::common_reference_t<ConstReference, Values&>, ConstReference>);
static_assert(std::common_reference_with<Reference&&, const Values&>);
static_assert(std::common_reference_with<ConstReference&&, Reference&>);
static_assert(std::convertible_to<Reference, ConstReference>);
static_assert(!std::convertible_to<ConstReference, Reference>);

// What only moves is never copied on the way.
using Moving = std::pair<int, std::unique_ptr<int>>;
static_assert(
    std::common_reference_with<PairReference<int, std::unique_ptr<int>>&&, Moving&>);
static_assert(!std::convertible_to<PairReference<int, std::unique_ptr<int>>, Moving>);

TEST(PairReference, WritesThroughAndCopiesOut) {
  const int key = 1;
  std::string value = "a";
  const Reference reference(key, value);
  const Values copy = reference;
  reference.second = "b";
  EXPECT_EQ(value, "b");
  EXPECT_EQ(copy, Values(1, "a"));
  const ConstReference same = reference;
  EXPECT_EQ(&same.first, &key);
  EXPECT_EQ(&same.second, &value);
}

TEST(PairReference, IsTakenApartAsAPairIs) {
  const int key = 1;
  std::string value = "a";
  const auto [first, second] = Reference(key, value);
  EXPECT_EQ(&first, &key);
  second += "c";
  EXPECT_EQ(&std::get<1>(Reference(key, value)), &value);
  EXPECT_EQ(value, "ac");
  static_assert(std::tuple_size_v<Reference> == 2);
  static_assert(std::same_as<std::tuple_element_t<0, Reference>, const int&>);
  static_assert(std::same_as<std::tuple_element_t<1, Reference>, std::string&>);
}

TEST(PairReference, ComparesWhatItRefersTo) {
  const int one = 1, also_one = 1;
  std::string a = "a", also_a = "a", b = "b";
  EXPECT_EQ(Reference(one, a), Reference(also_one, also_a));
  EXPECT_LT(Reference(one, a), Reference(also_one, b));
}

TEST(PairReference, ItsCommonReferenceRefersToEither) {
  const int key = 1;
  std::string value = "a";
  Values values(2, "b");
  const Reference reference(key, value);
  const ConstReference to_reference = reference, to_values = values;
  EXPECT_EQ(&to_reference.second, &value);
  EXPECT_EQ(&to_values.second, &values.second);
}

}  // namespace
}  // namespace graft::trees
