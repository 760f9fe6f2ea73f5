#include "common/text/vocab.h"

#include <bit>

#include "common/base/check.h"
#include "common/base/files.h"

namespace graft {
namespace {

constexpr size_t kMaxBytes = 1
                             << 24;  // so that a node fits the 24 bits it has in a key

std::string_view TrimEnd(std::string_view line) {
  while (!line.empty() &&
         std::string_view(" \t\r\n\v\f").find(line.back()) != std::string_view::npos)
    line.remove_suffix(1);
  return line;
}

}  // namespace

size_t Vocab::Slot(uint32_t key) const {
  const size_t mask = edges_.size() - 1;
  size_t slot = (key * 0x9E3779B97F4A7C15u) >> shift_;
  while (edges_[slot].key != key && edges_[slot].key != kFree) slot = (slot + 1) & mask;
  return slot;
}

int32_t Vocab::Child(int32_t node, char byte) const {
  const uint32_t key = static_cast<uint32_t>(node) << 8 | static_cast<uint8_t>(byte);
  return edges_[Slot(key)].child;
}

int32_t Vocab::AddChild(int32_t node, char byte) {
  const uint32_t key = static_cast<uint32_t>(node) << 8 | static_cast<uint8_t>(byte);
  Edge& edge = edges_[Slot(key)];
  if (edge.key == kFree) {
    edge = {key, static_cast<int32_t>(id_.size())};
    id_.push_back(-1);
  }
  return edge.child;
}

absl::StatusOr<Vocab> Vocab::Parse(std::string_view text, std::string_view name) {
  if (text.size() >= kMaxBytes)
    return absl::InvalidArgumentError(StrCat(
        name, ": ", text.size(), " bytes; a vocabulary has less than ", kMaxBytes));
  Vocab vocab;
  // At most one node per byte, so that at most half of the slots are in use.
  const size_t slots = std::bit_ceil(2 * text.size() + 2);
  vocab.edges_.assign(slots, {kFree, -1});
  vocab.shift_ = 64 - std::countr_zero(slots);
  vocab.id_ = {-1};
  vocab.begin_ = {0};
  while (!text.empty()) {
    const size_t newline = text.find('\n');
    const std::string_view token = TrimEnd(text.substr(0, newline));
    text.remove_prefix(newline == text.npos ? text.size() : newline + 1);
    const int32_t id = vocab.size();
    const auto error = [&, name](auto... what) {
      return absl::InvalidArgumentError(StrCat(name, ":", id + 1, ": ", what...));
    };
    if (token.empty()) return error("empty line; expected one token a line");
    int32_t node = 0;
    for (const char byte : token) node = vocab.AddChild(node, byte);
    if (vocab.id_[node] >= 0)
      return error("token \"", token, "\" again; it is on line ", vocab.id_[node] + 1);
    vocab.id_[node] = id;
    vocab.bytes_ += token;
    vocab.begin_.push_back(static_cast<int32_t>(vocab.bytes_.size()));
  }
  if (vocab.size() == 0)
    return absl::InvalidArgumentError(
        StrCat(name, ": empty; expected one token a line"));
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

int32_t Vocab::Find(std::string_view token) const {
  const int32_t node = Node(token);
  return node < 0 ? -1 : id_[node];
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
    if (node >= 0 && id_[node] >= 0) longest = {id_[node], static_cast<int32_t>(i + 1)};
  }
  return longest;
}

}  // namespace graft
