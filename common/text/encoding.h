// Encoding: the tokens of a text, as a tokenizer gives them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace graft {

struct Encoding {
  std::vector<int32_t> ids;
  std::vector<int32_t> types;  // 0, or 1 for the second text of a BERT's pair
  // [begin, end) in code points of the original text (a or b), in which each maximal bad
  // part of malformed UTF-8 counts as one; (0, 0) for the tokens that frame the texts.
  std::vector<std::pair<int32_t, int32_t>> offsets;

  size_t size() const { return ids.size(); }
  void Add(int32_t id, int32_t begin, int32_t end, int32_t type = 0);
  // The tokens [first, last) of `other`, as type `type`.
  void AddAll(const Encoding& other, size_t first, size_t last, int32_t type);
  // Drops the tokens from `size` on, if there are any.
  void Truncate(size_t size);
};

// What is left of texts of a and b tokens if together they may have `room`: the longer one
// is cut down to the shorter, then both to half, the odd token going to the longer (or b).
// This is HF's truncation "longest_first".
std::pair<size_t, size_t> LongestFirst(size_t a, size_t b, size_t room);

}  // namespace graft
