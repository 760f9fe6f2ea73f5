#include "common/text/vocab.h"

#include <algorithm>
#include <numeric>

#include "common/base/check.h"
#include "common/base/files.h"

namespace graft {
namespace {

constexpr size_t kMaxBytes = 1 << 24;

std::string_view TrimEnd(std::string_view line) {
  const size_t last = line.find_last_not_of(" \t\r\n\v\f");
  return line.substr(0, last + 1);  // npos + 1 is 0
}

}  // namespace

// Builds the double array of sorted, distinct tokens.
class Vocab::Builder {
 public:
  Builder(const Vocab& vocab, std::vector<int32_t> sorted)
      : vocab_(vocab), sorted_(std::move(sorted)), nodes_(257, kFree) {
    nodes_[0] = {0, kRoot, -1};
  }

  std::vector<TrieNode> Build() {
    std::vector<Family> open = {{0, 0, sorted_.size(), 0}};
    while (!open.empty()) {
      const Family family = open.back();
      open.pop_back();
      Place(family, &open);
    }
    return std::move(nodes_);
  }

 private:
  // Tokens sorted_[first, last), which share their first `depth` bytes and end at `node`
  // or below it.
  struct Family {
    int32_t node;
    size_t first, last, depth;
  };
  static constexpr TrieNode kFree = {0, kGap, -1};

  uint8_t ByteAt(size_t i, size_t depth) const {
    return static_cast<uint8_t>(vocab_.Token(sorted_[i])[depth]);
  }

  // Gives the children of a family nodes, and appends those families in reverse order.
  void Place(Family family, std::vector<Family>* open) {
    auto& [node, first, last, depth] = family;
    if (vocab_.Token(sorted_[first]).size() == depth)
      nodes_[node].id = sorted_[first++];
    if (first == last) return;
    std::vector<uint8_t> labels;
    std::vector<size_t> starts;
    for (size_t i = first; i < last; ++i) {
      if (!labels.empty() && ByteAt(i, depth) == labels.back()) continue;
      labels.push_back(ByteAt(i, depth));
      starts.push_back(i);
    }
    starts.push_back(last);
    const int32_t base = FindBase(labels);
    nodes_[node].base = base;
    for (size_t k = labels.size(); k-- > 0;) {
      nodes_[base + labels[k]].parent = node;
      open->push_back({base + labels[k], starts[k], starts[k + 1], depth + 1});
    }
  }

  // The first base ≥ 0 at which all labels find gaps; grows the array to have them.
  int32_t FindBase(const std::vector<uint8_t>& labels) {
    while (nodes_[first_gap_].parent != kGap) ++first_gap_;
    size_t tried = 0;
    for (size_t at = std::max<size_t>(first_gap_, labels[0] + 1);; ++at, ++tried) {
      if (at + 512 > nodes_.size()) nodes_.resize(2 * at + 512, kFree);
      const size_t base = at - labels[0];
      const bool fits = std::all_of(labels.begin(), labels.end(), [&](uint8_t label) {
        return nodes_[base + label].parent == kGap;
      });
      if (!fits) continue;
      // What was hard to fill is left behind, so that the search stays short.
      if (tried > kPatience) first_gap_ = at;
      return static_cast<int32_t>(base);
    }
  }

  static constexpr size_t kPatience = 64;
  const Vocab& vocab_;
  const std::vector<int32_t> sorted_;
  std::vector<TrieNode> nodes_;
  size_t first_gap_ = 1;
};

absl::StatusOr<Vocab> Vocab::Parse(std::string_view text, std::string_view name) {
  const auto error = [name](auto... what) {
    return absl::InvalidArgumentError(StrCat(name, what...));
  };
  if (text.size() >= kMaxBytes)
    return error(": ", text.size(), " bytes; a vocabulary has less than ", kMaxBytes);
  Vocab vocab;
  vocab.begin_ = {0};
  while (!text.empty()) {
    const size_t newline = text.find('\n');
    const std::string_view token = TrimEnd(text.substr(0, newline));
    text.remove_prefix(newline == text.npos ? text.size() : newline + 1);
    if (token.empty())
      return error(":", vocab.size() + 1, ": empty line; expected one token a line");
    vocab.bytes_ += token;
    vocab.begin_.push_back(static_cast<int32_t>(vocab.bytes_.size()));
  }
  if (vocab.size() == 0) return error(": empty; expected one token a line");
  std::vector<int32_t> sorted(vocab.size());
  std::iota(sorted.begin(), sorted.end(), 0);
  const auto token = [&vocab](int32_t id) { return vocab.Token(id); };
  std::ranges::stable_sort(sorted, {}, token);
  const auto again = std::ranges::adjacent_find(sorted, {}, token);
  if (again != sorted.end())
    return error(":", again[1] + 1, ": token \"", token(*again),
                 "\" again; it is on line ", *again + 1);
  vocab.nodes_ = Builder(vocab, std::move(sorted)).Build();
  return vocab;
}

absl::StatusOr<Vocab> Vocab::Load(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  return Parse(text, path);
}

std::string_view Vocab::Token(int32_t id) const {
  CHECK(id >= 0 && id < size()) << "id " << id << " of " << size();
  return std::string_view(bytes_).substr(begin_[id], begin_[id + 1] - begin_[id]);
}

int32_t Vocab::Child(int32_t node, char byte) const {
  const int32_t child = nodes_[node].base + static_cast<uint8_t>(byte);
  return nodes_[child].parent == node ? child : -1;
}

int32_t Vocab::Find(std::string_view token) const {
  const int32_t node = Node(token);
  return node < 0 ? -1 : nodes_[node].id;
}

int32_t Vocab::Node(std::string_view prefix) const {
  int32_t node = 0;
  for (size_t i = 0; i < prefix.size() && node >= 0; ++i) node = Child(node, prefix[i]);
  return node;
}

Vocab::Match Vocab::LongestPrefix(int32_t node, std::string_view text) const {
  Match longest = {-1, 0};
  for (size_t i = 0; i < text.size() && node >= 0; ++i) {
    node = Child(node, text[i]);
    if (node >= 0 && nodes_[node].id >= 0)
      longest = {nodes_[node].id, static_cast<int32_t>(i + 1)};
  }
  return longest;
}

}  // namespace graft
