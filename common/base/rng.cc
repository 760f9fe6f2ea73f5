#include "common/base/rng.h"

#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "common/base/check.h"

namespace graft {
namespace {

constexpr uint32_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
constexpr uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;  // golden ratio, √3 - 1

// SplitMix64's finalizer: every output bit depends on every input bit.
uint64_t Mix(uint64_t x) {
  x += 0x9E3779B97F4A7C15;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

// FNV-1a, then mixed: names differ in every bit of the key.
uint64_t HashName(std::string_view name) {
  uint64_t hash = 0xCBF29CE484222325;
  for (const unsigned char c : name) hash = (hash ^ c) * 0x100000001B3;
  return Mix(hash);
}

}  // namespace

std::array<uint32_t, 4> Philox4x32(std::array<uint32_t, 4> c,
                                   std::array<uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const uint64_t p0 = uint64_t{kMultiplier0} * c[0];
    const uint64_t p1 = uint64_t{kMultiplier1} * c[2];
    c = {static_cast<uint32_t>(p1 >> 32) ^ c[1] ^ key[0], static_cast<uint32_t>(p1),
         static_cast<uint32_t>(p0 >> 32) ^ c[3] ^ key[1], static_cast<uint32_t>(p0)};
    key = {key[0] + kWeyl0, key[1] + kWeyl1};
  }
  return c;
}

RandomStream::RandomStream(uint64_t seed, std::string_view name)
    : key_(Mix(Mix(seed) ^ HashName(name))) {}

RandomStream RandomStream::Fork(std::string_view name) const {
  return RandomStream(Mix(key_ ^ HashName(name)));
}

RandomStream RandomStream::Fork(uint64_t index) const {
  // Mixed twice, a numbered part meets a named one by accident only, one time in 2⁶⁴.
  return RandomStream(Mix(key_ ^ Mix(~index)));
}

uint64_t RandomStream::Bits(uint64_t index) const {
  const uint64_t block = index / 2;
  const auto words = Philox4x32(
      {static_cast<uint32_t>(block), static_cast<uint32_t>(block >> 32), 0, 0},
      {static_cast<uint32_t>(key_), static_cast<uint32_t>(key_ >> 32)});
  const int half = index % 2 == 0 ? 0 : 2;
  return uint64_t{words[half]} << 32 | words[half + 1];
}

double RandomStream::Uniform(uint64_t index) const {
  return static_cast<double>(Bits(index) >> 11) * 0x1p-53;
}

double RandomStream::Normal(uint64_t index) const {
  const double radius = std::sqrt(-2 * std::log(1 - Uniform(2 * index)));
  return radius * std::cos(2 * std::numbers::pi * Uniform(2 * index + 1));
}

std::vector<int64_t> RandomStream::Permutation(int64_t n) const {
  CHECK_GE(n, 0);
  std::vector<int64_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  for (int64_t i = n - 1; i > 0; --i) {
    // Lemire's multiply-shift; the bias, below n/2⁶⁴, cannot be seen.
    const auto j = static_cast<int64_t>(
        (static_cast<unsigned __int128>(Bits(i)) * static_cast<uint64_t>(i + 1)) >> 64);
    std::swap(order[i], order[j]);
  }
  return order;
}

}  // namespace graft
