// RandomStream: counter-based random numbers with a name.
//
// Idea:      A value is a pure function of (seed, name, index): there is no state to save,
//            nothing that one consumer can disturb for another, and resuming at step n
//            needs only n. Names tell the purposes apart: "split", "order", "init",
//            "dropout". `Fork` derives a stream for a part, an epoch or a step.
// Paper:     Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011;
//            the generator is their Philox4x32-10, checked against its known answers.
// Computes:  block i of the stream = Philox(key = hash(seed, name), counter = i).
// Cost:      10 rounds, about 10 ns, for four 32-bit words.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace graft {

// The Philox4x32-10 bijection of the paper.
std::array<uint32_t, 4> Philox4x32(std::array<uint32_t, 4> counter,
                                   std::array<uint32_t, 2> key);

class RandomStream {
 public:
  RandomStream(uint64_t seed, std::string_view name);

  // An independent stream for a named or numbered part of this one.
  RandomStream Fork(std::string_view name) const;
  RandomStream Fork(uint64_t index) const;

  // The 64 bits at position `index`; what every other draw is made of.
  uint64_t Bits(uint64_t index) const;
  // Uniform in [0, 1), 53 bits.
  double Uniform(uint64_t index) const;
  // Standard normal (Box–Muller on the bits at 2·index and 2·index + 1).
  double Normal(uint64_t index) const;
  // A permutation of 0 … n-1 (Fisher–Yates, unbiased).
  std::vector<int64_t> Permutation(int64_t n) const;

  // Names the stream in 64 bits: the key of kernels that draw their own blocks.
  uint64_t key() const { return key_; }

 private:
  explicit RandomStream(uint64_t key) : key_(key) {}
  uint64_t key_;
};

}  // namespace graft
