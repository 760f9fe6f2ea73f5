#include "common/text/encoding.h"

#include <algorithm>

namespace graft {

void Encoding::Add(int32_t id, int32_t begin, int32_t end, int32_t type) {
  ids.push_back(id);
  types.push_back(type);
  offsets.emplace_back(begin, end);
}

void Encoding::AddAll(const Encoding& other, size_t first, size_t last, int32_t type) {
  ids.insert(ids.end(), other.ids.begin() + first, other.ids.begin() + last);
  types.resize(ids.size(), type);
  offsets.insert(offsets.end(), other.offsets.begin() + first,
                 other.offsets.begin() + last);
}

void Encoding::Truncate(size_t size) {
  if (ids.size() <= size) return;
  ids.resize(size);
  types.resize(size);
  offsets.resize(size);
}

std::pair<size_t, size_t> LongestFirst(size_t a, size_t b, size_t room) {
  if (a + b <= room) return {a, b};
  const size_t less = std::min(a, b);
  size_t kept_less = less, kept_more = room - std::min(less, room);
  if (kept_more < less) {
    kept_less = room / 2;
    kept_more = room - kept_less;
  }
  return a > b ? std::pair(kept_more, kept_less) : std::pair(kept_less, kept_more);
}

}  // namespace graft
