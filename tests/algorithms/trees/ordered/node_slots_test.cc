#include "algorithms/trees/ordered/node_slots.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace graft::trees {
namespace {

constexpr size_t kSlots = 8;

template <class T>
void ExpectSame(const NodeSlots<T, kSlots>& slots, const std::vector<T>& model) {
  for (size_t i = 0; i < model.size(); ++i) ASSERT_EQ(slots[i], model[i]);
}

template <class T>
class NodeSlotsOf : public testing::Test {
 protected:
  static T Make(size_t i) {
    if constexpr (std::is_arithmetic_v<T>) {
      return static_cast<T>(i);
    } else {
      return "a string that does not fit into itself " + std::to_string(i);
    }
  }
};
using Kinds = testing::Types<int, double, std::string>;
TYPED_TEST_SUITE(NodeSlotsOf, Kinds);

TYPED_TEST(NodeSlotsOf, DoesWhatAVectorDoes) {
  for (size_t size = 0; size < kSlots; ++size) {
    for (size_t at = 0; at <= size; ++at) {
      NodeSlots<TypeParam, kSlots> slots;
      std::vector<TypeParam> model;
      for (size_t i = 0; i < size; ++i) slots.Insert(i, i, this->Make(i));
      for (size_t i = 0; i < size; ++i) model.push_back(this->Make(i));
      slots.Insert(size, at, this->Make(99));
      model.insert(model.begin() + at, this->Make(99));
      ExpectSame(slots, model);
      EXPECT_EQ(slots.Take(size + 1, at), this->Make(99));
      model.erase(model.begin() + at);
      ExpectSame(slots, model);
      NodeSlots<TypeParam, kSlots> tail;
      slots.MoveTail(size, at, tail, 0);
      ExpectSame(tail, {model.begin() + at, model.end()});
      slots.Destroy(at);
      tail.Destroy(size - at);
    }
  }
}

// Every way to cut 5 values in two, and to move some from one part to the other.
TYPED_TEST(NodeSlotsOf, MovesHeadsAndTailsInOrder) {
  for (size_t cut = 0; cut <= 5; ++cut) {
    for (size_t target = 0; target <= 5; ++target) {
      NodeSlots<TypeParam, kSlots> left, right;
      std::vector<TypeParam> model;
      for (size_t i = 0; i < 5; ++i) model.push_back(this->Make(i));
      for (size_t i = 0; i < cut; ++i) left.Insert(i, i, this->Make(i));
      for (size_t i = cut; i < 5; ++i) right.Insert(i - cut, i - cut, this->Make(i));
      if (target < cut) {
        left.MoveTailBefore(cut, target, right, 5 - cut);
      } else {
        right.MoveHead(5 - cut, target - cut, left, cut);
      }
      ExpectSame(left, {model.begin(), model.begin() + target});
      ExpectSame(right, {model.begin() + target, model.end()});
      if constexpr (std::is_arithmetic_v<TypeParam>) {
        EXPECT_EQ(left[target], Padding<TypeParam>());
        EXPECT_EQ(right[5 - target], Padding<TypeParam>());
      }
      left.Destroy(target);
      right.Destroy(5 - target);
    }
  }
}

TEST(NodeSlots, FillsUnusedNumbersWithTheGreatest) {
  NodeSlots<int, kSlots> slots;
  slots.Insert(0, 0, 1);
  slots.Insert(1, 1, 2);
  slots.Take(2, 0);
  EXPECT_EQ(slots[0], 2);
  for (size_t i = 1; i < kSlots; ++i) EXPECT_EQ(slots[i], Padding<int>());
  EXPECT_GT(Padding<double>(), 1e308);
}

TEST(NodeSlots, MovesWhatOnlyMoves) {
  NodeSlots<std::unique_ptr<int>, kSlots> slots;
  slots.Insert(0, 0, std::make_unique<int>(1));
  slots.Insert(1, 0, std::make_unique<int>(2));
  EXPECT_EQ(*slots.Take(2, 1), 1);
  slots.Destroy(1);
}

TEST(NodeSlots, TakesNoRoomForNothing) {
  struct Empty {};
  struct Node {
    int n;
    [[no_unique_address]] NodeSlots<Empty, kSlots> slots;
  };
  static_assert(sizeof(Node) == sizeof(int));
}

}  // namespace
}  // namespace graft::trees
