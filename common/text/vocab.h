// Vocab: the tokens of a vocab.txt, found by exact match or as the longest prefix.
//
// Idea:      All tokens lie in one byte trie, whose edges lie in one open-addressing hash
//            table (parent node and byte → child): a step is a multiplication and mostly
//            one load, a lookup allocates nothing, and the table is built in one pass.
//            Continuations ("##ing") are the subtree below "##", entered by its node.
// Symbols:   node: a prefix of tokens; 0 is the empty one, -1 none.
// Contract:  token i is line i (from 0); every id in 0 … size()-1 has one distinct token.
// Cost:      time O(bytes of the tokens) to build, O(bytes matched) to look up;
//            16 bytes or less per distinct prefix.
// Errors:    Parse: InvalidArgument naming file and line of an empty or second token, or
//            the file if it has no token. Load: also what ReadFile says.
// Not for:   files of 16 MiB and more (InvalidArgument).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"

namespace graft {

class Vocab {
 public:
  // `text`: one token a line; white space at the end of a line is not part of it. `name`
  // stands for the file in errors.
  static absl::StatusOr<Vocab> Parse(std::string_view text, std::string_view name);
  static absl::StatusOr<Vocab> Load(const std::string& path);

  int32_t size() const { return static_cast<int32_t>(begin_.size()) - 1; }
  // The token's bytes; 0 ≤ id < size() or CHECK.
  std::string_view Token(int32_t id) const;
  // The id of a token, or -1.
  int32_t Find(std::string_view token) const;

  // The node of a prefix, or -1.
  int32_t Node(std::string_view prefix) const;
  struct Match {
    int32_t id;    // -1: no token starts `text`
    int32_t size;  // bytes of `text` it covers, 0 if none
  };
  // The longest non-empty prefix of `text` that, after the prefix of `node`, is a token.
  Match LongestPrefix(int32_t node, std::string_view text) const;

 private:
  struct Edge {
    uint32_t key;  // parent << 8 | byte
    int32_t child;
  };
  static constexpr uint32_t kFree = 0xFFFFFFFF;

  Vocab() = default;
  size_t Slot(uint32_t key) const;
  int32_t Child(int32_t node, char byte) const;
  int32_t AddChild(int32_t node, char byte);

  std::string bytes_;           // all tokens, one after another
  std::vector<int32_t> begin_;  // of token i in bytes_; one more at the end
  std::vector<Edge> edges_;     // the hash table; a power of two of slots
  int shift_ = 0;               // 64 - log2 of the slots
  std::vector<int32_t> id_;     // of the token that ends at a node, or -1
};

}  // namespace graft
