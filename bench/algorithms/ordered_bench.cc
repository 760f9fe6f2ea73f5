// Ordered sets of 10⁶ random int64 keys: find, insert, erase, iterate; ours, abseil's, std's.
//
//   ./bazelw run //bench/algorithms:ordered_bench -- --benchmark_repetitions=9
//       --benchmark_enable_random_interleaving=true --benchmark_report_aggregates_only=true
//
// Half of the searches miss. bytes_per_key: by how much the resident memory of the process
// grew for the set built in random order, whatever malloc and the kernel add included.

#include <absl/container/btree_set.h>
#include <benchmark/benchmark.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <functional>
#include <random>
#include <set>
#include <vector>

#include "algorithms/trees/ordered/avl.h"
#include "algorithms/trees/ordered/bst.h"
#include "algorithms/trees/ordered/ordered_set.h"
#include "algorithms/trees/ordered/red_black.h"
#include "algorithms/trees/ordered/treap.h"

namespace {

using Key = int64_t;
using Less = std::less<Key>;
using BPlusSet = graft::trees::OrderedSet<Key>;
using AvlSet = graft::trees::OrderedSet<Key, Less, graft::trees::AvlTree>;
using RedBlackSet = graft::trees::OrderedSet<Key, Less, graft::trees::RedBlackTree>;
using TreapSet = graft::trees::OrderedSet<Key, Less, graft::trees::Treap>;
using PlainSet = graft::trees::OrderedSet<Key, Less, graft::trees::BinarySearchTree>;
using AbslSet = absl::btree_set<Key>;
using StdSet = std::set<Key>;

constexpr size_t kKeys = 1'000'000;

// Distinct keys in random order, and as many that are not among them.
struct Keys {
  Keys() {
    std::mt19937_64 random(1);
    std::vector<Key> all(2 * kKeys + kKeys / 8);
    for (Key& key : all) key = static_cast<Key>(random());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::shuffle(all.begin(), all.end(), random);
    present.assign(all.begin(), all.begin() + kKeys);
    present_again = present;
    std::shuffle(present_again.begin(), present_again.end(), random);
    searched.assign(all.begin() + kKeys / 2, all.begin() + kKeys / 2 + kKeys);
    std::shuffle(searched.begin(), searched.end(), random);
  }
  std::vector<Key> present, present_again, searched;
};

const Keys& TheKeys() {
  static const Keys keys;
  return keys;
}

template <class Set>
Set Build() {
  Set set;
  for (const Key key : TheKeys().present) set.insert(key);
  return set;
}

double ResidentBytes() {
  std::ifstream statm("/proc/self/statm");
  double all = 0, resident = 0;
  statm >> all >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

// Looks for all of `searched` again and again; the searches may overlap.
template <class Set>
void FindAll(benchmark::State& state, const Set& set,
             const std::vector<Key>& searched) {
  for (auto _ : state) {
    size_t found = 0;
    for (const Key key : searched) found += set.find(key) != set.end();
    benchmark::DoNotOptimize(found);
  }
  state.SetItemsProcessed(state.iterations() * kKeys);
}

// Keys that are there.
template <class Set>
void BM_Find(benchmark::State& state) {
  const auto& searched = TheKeys().present_again;  // made before memory is read
  malloc_trim(0);
  const double before = ResidentBytes();
  const Set set = Build<Set>();
  state.counters["bytes_per_key"] = (ResidentBytes() - before) / kKeys;
  FindAll(state, set, searched);
}

// Half of the keys are not there, in no order that a branch predictor could learn.
template <class Set>
void BM_FindOrMiss(benchmark::State& state) {
  const Set set = Build<Set>();
  FindAll(state, set, TheKeys().searched);
}

// The next search begins when the last has ended.
template <class Set>
void BM_FindDependent(benchmark::State& state) {
  const auto& searched = TheKeys().searched;
  const Set set = Build<Set>();
  for (auto _ : state) {
    Key last = 0;
    for (const Key key : searched) {
      const auto found = set.find(key ^ (last & 1));
      last = found == set.end() ? 0 : *found & 1;
    }
    benchmark::DoNotOptimize(last);
  }
  state.SetItemsProcessed(state.iterations() * kKeys);
}

template <class Set>
void BM_Insert(benchmark::State& state) {
  TheKeys();
  for (auto _ : state) {
    Set set = Build<Set>();
    state.PauseTiming();
    benchmark::DoNotOptimize(set.size());
    set.clear();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * kKeys);
}

template <class Set>
void BM_Erase(benchmark::State& state) {
  auto order = TheKeys().present;
  std::shuffle(order.begin(), order.end(), std::mt19937_64(2));
  for (auto _ : state) {
    state.PauseTiming();
    Set set = Build<Set>();
    state.ResumeTiming();
    for (const Key key : order) set.erase(key);
    if (!set.empty()) state.SkipWithError("a key is left");
  }
  state.SetItemsProcessed(state.iterations() * kKeys);
}

template <class Set>
void BM_Iterate(benchmark::State& state) {
  const Set set = Build<Set>();
  for (auto _ : state) {
    Key sum = 0;
    for (const Key key : set) sum ^= key;
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * kKeys);
}

#define FOR_ALL_SETS(BM)                                              \
  BENCHMARK_TEMPLATE(BM, BPlusSet)->Unit(benchmark::kMillisecond);    \
  BENCHMARK_TEMPLATE(BM, AbslSet)->Unit(benchmark::kMillisecond);     \
  BENCHMARK_TEMPLATE(BM, StdSet)->Unit(benchmark::kMillisecond);      \
  BENCHMARK_TEMPLATE(BM, AvlSet)->Unit(benchmark::kMillisecond);      \
  BENCHMARK_TEMPLATE(BM, RedBlackSet)->Unit(benchmark::kMillisecond); \
  BENCHMARK_TEMPLATE(BM, TreapSet)->Unit(benchmark::kMillisecond);    \
  BENCHMARK_TEMPLATE(BM, PlainSet)->Unit(benchmark::kMillisecond)

FOR_ALL_SETS(BM_Find);
FOR_ALL_SETS(BM_FindOrMiss);
FOR_ALL_SETS(BM_FindDependent);
FOR_ALL_SETS(BM_Insert);
FOR_ALL_SETS(BM_Erase);
FOR_ALL_SETS(BM_Iterate);

}  // namespace

BENCHMARK_MAIN();
