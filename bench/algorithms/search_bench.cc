// Searching sorted int32 keys: std::lower_bound, absl::btree_set, and ours on the same keys
// and queries. Time is of one query; "B/key" is the memory. Arguments: 2^e keys, and 1 for
// 2^e·129/128 of them, which spares the caches' sets the powers of two.
//
//   search_bench --benchmark_repetitions=5 --benchmark_enable_random_interleaving=true
//   search_bench --benchmark_filter="/28/"      2^28 keys: 6 GiB
#include <absl/container/btree_set.h>
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <vector>

#include "algorithms/search/eytzinger.h"
#include "algorithms/search/index.h"
#include "algorithms/search/s_tree.h"
#include "algorithms/search/sorted_search.h"

namespace graft::search {
namespace {

constexpr size_t kQueries = size_t{1} << 18;

std::vector<int32_t> RandomKeys(size_t size, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<int32_t> keys(size);
  for (int32_t& key : keys) key = static_cast<int32_t>(random());
  return keys;
}

const std::vector<int32_t>& Sorted(const benchmark::State& state) {
  static std::map<size_t, std::vector<int32_t>> of_size;
  const size_t power = size_t{1} << state.range(0);
  const size_t size = state.range(1) != 0 ? power / 128 * 129 : power;
  std::vector<int32_t>& keys = of_size[size];
  if (keys.empty()) {
    keys = RandomKeys(size, 1);
    std::sort(keys.begin(), keys.end());
  }
  return keys;
}

const std::vector<int32_t>& Queries() {
  static const std::vector<int32_t> queries = RandomKeys(kQueries, 2);
  return queries;
}

// What a peer does with a key; it gives a number that depends on the answer.
struct Std {
  explicit Std(const std::vector<int32_t>& sorted) : keys(sorted) {}
  size_t operator()(int32_t x) const {
    return static_cast<size_t>(std::lower_bound(keys.begin(), keys.end(), x) -
                               keys.begin());
  }
  size_t bytes() const { return 4 * keys.size(); }
  const std::vector<int32_t>& keys;
};

struct DropIn : Std {
  using Std::Std;
  size_t operator()(int32_t x) const {
    return static_cast<size_t>(LowerBound(keys.begin(), keys.end(), x) - keys.begin());
  }
};

// Counts the bytes that a container has from the heap.
template <class T>
struct Counted {
  using value_type = T;
  explicit Counted(size_t* bytes) : bytes(bytes) {}
  template <class U>
  Counted(const Counted<U>& other) : bytes(other.bytes) {}  // NOLINT: rebinding
  T* allocate(size_t n) {
    *bytes += n * sizeof(T);
    return std::allocator<T>().allocate(n);
  }
  void deallocate(T* data, size_t n) { std::allocator<T>().deallocate(data, n); }
  template <class U>
  bool operator==(const Counted<U>& other) const {
    return bytes == other.bytes;
  }
  size_t* bytes;
};

struct Btree {
  explicit Btree(const std::vector<int32_t>& sorted)
      : allocated(std::make_unique<size_t>()),
        keys(sorted.begin(), sorted.end(), {}, Counted<int32_t>(allocated.get())) {}
  size_t operator()(int32_t x) const {
    const auto it = keys.lower_bound(x);
    return it == keys.end() ? 0 : static_cast<size_t>(*it);
  }
  size_t bytes() const { return *allocated; }
  std::unique_ptr<size_t> allocated;
  absl::btree_set<int32_t, std::less<int32_t>, Counted<int32_t>> keys;
};

template <template <class> class Layout>
struct Ours : Index<int32_t, Layout> {
  explicit Ours(const std::vector<int32_t>& sorted) : Index<int32_t, Layout>(sorted) {}
  size_t operator()(int32_t x) const { return this->LowerBound(x); }
};

void Report(benchmark::State& state, size_t bytes, size_t keys) {
  state.counters["B/key"] = static_cast<double>(bytes) / static_cast<double>(keys);
  const auto queries = static_cast<double>(kQueries);
  state.counters["query"] =
      benchmark::Counter(queries, benchmark::Counter::kIsIterationInvariantRate |
                                      benchmark::Counter::kInvert);
}

template <class Search>
void BM_Search_Independent(benchmark::State& state) {
  const Search search(Sorted(state));
  for (auto _ : state) {
    size_t sum = 0;
    for (const int32_t x : Queries()) sum += search(x);
    benchmark::DoNotOptimize(sum);
  }
  Report(state, search.bytes(), Sorted(state).size());
}

// Each question needs the answer before it.
template <class Search>
void BM_Search_Dependent(benchmark::State& state) {
  const Search search(Sorted(state));
  for (auto _ : state) {
    size_t last = 0;
    for (const int32_t x : Queries()) last = search(x ^ static_cast<int32_t>(last & 1));
    benchmark::DoNotOptimize(last);
  }
  Report(state, search.bytes(), Sorted(state).size());
}

template <template <class> class Layout>
void BM_Search_Batched(benchmark::State& state) {
  const Index<int32_t, Layout> index(Sorted(state));
  std::vector<size_t> ranks(kQueries);
  for (auto _ : state) {
    index.LowerBound(Queries(), ranks);
    benchmark::DoNotOptimize(ranks.data());
    benchmark::ClobberMemory();
  }
  Report(state, index.bytes(), Sorted(state).size());
}

void Sizes(benchmark::internal::Benchmark* bench) {
  bench->Unit(benchmark::kMillisecond);
  for (const int exponent : {10, 12, 14, 16, 18, 20, 22, 24, 28})
    for (const int more : {0, 1}) bench->Args({exponent, more});
}

BENCHMARK_TEMPLATE(BM_Search_Independent, Std)->Apply(Sizes);
BENCHMARK_TEMPLATE(BM_Search_Independent, DropIn)->Apply(Sizes);
BENCHMARK_TEMPLATE(BM_Search_Independent, Ours<Eytzinger>)->Apply(Sizes);
BENCHMARK_TEMPLATE(BM_Search_Independent, Ours<STree>)->Apply(Sizes);
BENCHMARK_TEMPLATE(BM_Search_Independent, Btree)->Apply(Sizes);
BENCHMARK_TEMPLATE(BM_Search_Batched, STree)->Apply(Sizes);
BENCHMARK_TEMPLATE(BM_Search_Dependent, Std)->Apply(Sizes);
BENCHMARK_TEMPLATE(BM_Search_Dependent, DropIn)->Apply(Sizes);
BENCHMARK_TEMPLATE(BM_Search_Dependent, Ours<Eytzinger>)->Apply(Sizes);
BENCHMARK_TEMPLATE(BM_Search_Dependent, Ours<STree>)->Apply(Sizes);

}  // namespace
}  // namespace graft::search

// 2^28 keys take 6 GiB: only a filter of one's own runs them.
int main(int argc, char** argv) {
  char spare[] = "--benchmark_filter=-/28/";
  std::vector<char*> flags(argv, argv + argc);
  flags.insert(flags.begin() + 1, spare);
  int count = argc + 1;
  benchmark::Initialize(&count, flags.data());
  if (benchmark::ReportUnrecognizedArguments(count, flags.data())) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
