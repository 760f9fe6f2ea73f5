// EntitySpans: entities in a sequence of tags, and the F1 of found against true ones.
//
// Idea:     Named entities are judged whole: a span counts only if its type, begin and end
//           are all right. Tags are IOB2 (B-x begins, I-x goes on, O is outside); a predicted
//           sequence may break the scheme, and then is read as conlleval reads it.
// Computes: a span of type x begins at B-x, and at I-x after O, after another type and at
//           the start; it ends before the next tag that is not I-x.
//           P = right / found, R = right / true, F1 = 2 P R / (P + R), summed over sentences
//           first (micro average); 0 where nothing was right.
// Source:   Tjong Kim Sang and De Meulder, CoNLL-2003 (conlleval); seqeval 1.2.2, default
//           mode.
// Errors:   sequences of different lengths, and tags that IsIob refuses, are a CHECK.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace graft {

struct EntitySpan {
  std::string type;
  int64_t begin, end;  // words [begin, end)

  auto operator<=>(const EntitySpan&) const = default;
};

// Whether every label is O, B-x or I-x.
bool IsIob(const std::vector<std::string>& labels);

// In the order of the words. `tags` are indices into `labels`, or -1 as if O.
std::vector<EntitySpan> FindSpans(std::span<const int64_t> tags,
                                  const std::vector<std::string>& labels);

class SpanScore {
 public:
  explicit SpanScore(std::vector<std::string> labels);

  // One sentence.
  void Add(std::span<const int64_t> truth, std::span<const int64_t> predicted);

  double Precision() const;
  double Recall() const;
  double F1() const;
  int64_t spans() const { return true_; }  // in the truth

 private:
  std::vector<std::string> labels_;
  int64_t true_ = 0, found_ = 0, right_ = 0;
};

}  // namespace graft
