// Vocab: the tokens of a vocab.txt, found by exact match or as the longest prefix.
//
// Idea:      All tokens lie in one byte trie, stored as a double array: the child of node n
//            by byte b, if any, is node base[n] + b, whose parent is n. A step is one load;
//            a lookup allocates nothing. Nodes are placed depth first, each family of
//            children in the first gap it fits, so that the tail of a token is compact.
//            Continuations ("##ing") are the subtree below "##", entered by its node.
// Paper:     Aoe, "An Efficient Digital Search Algorithm by Using a Double-Array
//            Structure", IEEE Transactions on Software Engineering 15(9), 1989.
// Symbols:   node: a prefix of tokens; 0 is the empty one, -1 none.
// Contract:  token i is line i (from 0); every id in 0 … size()-1 has one distinct token.
// Cost:      O(s log s) time to sort s bytes of tokens, then near O(s) to place them; O(bytes
//            matched) to look up; 12 bytes a distinct prefix, and few gaps.
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
  struct TrieNode {
    int32_t base;    // of its children
    int32_t parent;  // kGap: not in use
    int32_t id;      // of the token that ends here, or -1
  };
  static constexpr int32_t kGap = -1, kRoot = -2;  // parents

  class Builder;

  Vocab() = default;
  int32_t Child(int32_t node, char byte) const;

  std::string bytes_;            // all tokens, one after another
  std::vector<int32_t> begin_;   // of token i in bytes_; one more at the end
  std::vector<TrieNode> nodes_;  // 256 more than the last in use: Child needs no bound
};

}  // namespace graft
