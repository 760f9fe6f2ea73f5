// Every tree against std::set and std::map: the same random commands go to both, each gives
// the same answer, and after each the elements are the same and the invariants hold.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/state.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <ostream>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "algorithms/trees/ordered/ordered_map.h"
#include "algorithms/trees/ordered/ordered_set.h"
#include "tests/algorithms/trees/ordered/ordered_container_ref.h"

namespace graft::trees {
namespace {

// What a command is about. More keys than a leaf of any tree holds, few enough to meet again.
struct Drawn {
  static int Any() { return *rc::gen::inRange(0, 300); }
  int key = Any(), value = Any(), other = Any();
};

template <class C>
constexpr bool kIsMap = requires {
  typename C::mapped_type;
};

template <class C>
auto Element(int key, int value) {
  if constexpr (kIsMap<C>) {
    return std::pair(key, value);
  } else {
    return key;
  }
}

int KeyOf(int key) { return key; }
int KeyOf(const auto& pair) { return pair.first; }

// The elements as values; a std::map's keys are const.
template <class C>
auto ElementsOf(const C& container) {
  return std::vector<decltype(Element<C>(0, 0))>(container.begin(), container.end());
}

// How many elements lie before an iterator.
template <class C>
auto Place(C& container, auto at) {
  return std::distance(container.begin(), at);
}

// What each command does, to either container; it returns its answer.
struct Insert : Drawn {
  template <class C>
  auto operator()(C& c) const {
    const auto [at, inserted] = c.insert(Element<C>(key, value));
    return std::pair(Place(c, at), inserted);
  }
};

struct Emplace : Drawn {
  template <class C>
  auto operator()(C& c) const {
    const auto at = c.emplace_hint(c.lower_bound(other), Element<C>(key, value));
    return Place(c, at);
  }
};

struct InsertRun : Drawn {
  template <class C>
  bool operator()(C& c) const {
    std::vector<decltype(Element<C>(0, 0))> run;
    const int step = other % 2 ? 1 : -2;
    for (int i = 0; i < value; ++i) run.push_back(Element<C>(key + step * i, i));
    c.insert(run.begin(), run.end());
    return true;
  }
};

struct Erase : Drawn {
  template <class C>
  auto operator()(C& c) const {
    return c.erase(key);
  }
};

struct EraseAt : Drawn {
  template <class C>
  ptrdiff_t operator()(C& c) const {
    if (c.empty()) return 0;
    return Place(c, c.erase(std::next(c.begin(), key % c.size())));
  }
};

struct EraseRange : Drawn {
  template <class C>
  auto operator()(C& c) const {
    const auto [low, high] = std::minmax(key, other);
    return Place(c, c.erase(c.lower_bound(low), c.lower_bound(high)));
  }
};

struct EraseIf : Drawn {
  auto operator()(auto& c) const {
    const int divisor = 1 + key % 20;
    return erase_if(c, [&](const auto& e) { return KeyOf(e) % divisor == 0; });
  }
};

struct Ask : Drawn {
  template <class C>
  auto operator()(const C& c) const {
    const auto [first, last] = c.equal_range(key);
    return std::tuple(c.contains(key), c.count(key), Place(c, c.find(key)),
                      Place(c, c.lower_bound(key)), Place(c, c.upper_bound(key)),
                      Place(c, first), Place(c, last));
  }
};

template <class C>
size_t Rank(const C& c, int key) {
  if constexpr (requires { c.rank(key); }) return c.rank(key);
  return Place(c, c.lower_bound(key));
}

template <class C>
auto Nth(const C& c, size_t rank) {
  if constexpr (requires { c.nth(rank); }) return c.nth(rank);
  return std::next(c.begin(), rank);
}

struct RankAndNth : Drawn {
  auto operator()(const auto& c) const {
    const int nth = c.empty() ? -1 : KeyOf(*Nth(c, key % c.size()));
    return std::tuple(Rank(c, key), nth);
  }
};

struct ReadBackwards : Drawn {
  template <class C>
  auto operator()(const C& c) const {
    return std::vector<decltype(Element<C>(0, 0))>(c.rbegin(), c.rend());
  }
};

struct Clear : Drawn {
  size_t operator()(auto& c) const {
    c.clear();
    return c.size();
  }
};

// The copy goes on, after the original has changed; and once more, moved.
struct Copy : Drawn {
  template <class C>
  bool operator()(C& c) const {
    C copy = c;
    const bool same = copy == c;
    c.clear();
    swap(c, copy);
    C moved = std::move(c);
    c = moved;
    return same && (c <=> moved) == 0;
  }
};

struct Subscript : Drawn {
  int operator()(auto& map) const { return map[key] += value; }
};

struct Assign : Drawn {
  auto operator()(auto& map) const {
    const auto [at, inserted] = map.insert_or_assign(key, value);
    return std::tuple(Place(map, at), at->second, inserted);
  }
};

struct TryEmplace : Drawn {
  auto operator()(auto& map) const {
    const auto [at, inserted] = map.try_emplace(key, value);
    return std::tuple(Place(map, at), at->second, inserted);
  }
};

template <class Model, class Sut, class Operation>
class OnBoth : public rc::state::Command<Model, Sut> {
 public:
  void apply(Model& model) const override { operation_(model); }
  void run(const Model& before, Sut& sut) const override {
    Model model = before;
    RC_ASSERT(operation_(sut) == operation_(model));
    RC_ASSERT(sut.CheckInvariants() == "");
    RC_ASSERT(sut.size() == model.size());
    RC_ASSERT(ElementsOf(sut) == ElementsOf(model));
  }
  void show(std::ostream& out) const override {
    rc::state::Command<Model, Sut>::show(out);
    out << '(' << operation_.key << ", " << operation_.value << ", " << operation_.other
        << ')';
  }

 private:
  Operation operation_;
};

template <class Model, class Sut, class... Operations>
bool AgreesAfterAny() {
  return rc::check([] {
    Sut sut;
    rc::state::check(
        Model(), sut,
        rc::state::gen::execOneOfWithArgs<OnBoth<Model, Sut, Operations>...>());
  });
}

template <class Use>
class OrderedContainerModelTest : public testing::Test {};
TYPED_TEST_SUITE(OrderedContainerModelTest, SearchTrees, TreeName);

TYPED_TEST(OrderedContainerModelTest, ASetDoesWhatTheStandardSetDoes) {
  using Sut = OrderedSet<int, std::less<int>, TypeParam::template Tree>;
  EXPECT_TRUE((AgreesAfterAny<std::set<int>, Sut, Insert, Emplace, InsertRun, InsertRun,
                              Erase, EraseAt, EraseRange, EraseIf, Ask, RankAndNth,
                              ReadBackwards, Clear, Copy>()));
}

TYPED_TEST(OrderedContainerModelTest, AMapDoesWhatTheStandardMapDoes) {
  using Sut = OrderedMap<int, int, std::less<int>, TypeParam::template Tree>;
  EXPECT_TRUE(
      (AgreesAfterAny<std::map<int, int>, Sut, Insert, Emplace, InsertRun, InsertRun,
                      Erase, EraseAt, EraseRange, EraseIf, Ask, RankAndNth,
                      ReadBackwards, Clear, Copy, Subscript, Assign, TryEmplace>()));
}

}  // namespace
}  // namespace graft::trees
