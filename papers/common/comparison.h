// Comparison: a paper's comparisons as data: which arms stand in which table, and what the
// paper claims of them.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "peft/study/arm.h"

namespace graft::papers {

struct Row {
  std::string arm;    // name of an Arm
  std::string label;  // as printed
  // The paper's figure for this row, NaN if it has none; `paper_pair` where the table has
  // one for MNLI and another for SST-2, whichever is nearer to our task.
  double paper = std::numeric_limits<double>::quiet_NaN();
  double paper_pair = std::numeric_limits<double>::quiet_NaN();
};

// A column of the mean over seeds of one more metric of the runs; a row without it has "–".
struct MetricColumn {
  std::string title;   // "groups all zero, %"
  std::string metric;  // its name in RunRecord::metrics
  int digits = 0;
  double scale = 1;
};

struct Comparison {
  std::string id;      // "insertion"
  std::string title;   // "Insertion form × modified representation, 0.5 %"
  std::string metric;  // what the paper's column holds: "paper: XSum R-2"; empty: none
  std::string metric_pair;  // for sentence pairs; empty if there is none
  int digits;               // after the point in the paper's column
  std::vector<Row> rows;
  std::vector<MetricColumn> more = {};
  std::vector<std::string> tasks = {};  // whose results it shows; empty: all
};

// What a claim says of two arms. `within` is a share of 1.
enum class Relation {
  kBetter,      // a is better than b, by more than `within`
  kNotWorse,    // a is at most `within` worse than b
  kComparable,  // a and b differ by at most `within`
};
struct Claim {
  std::string text;
  std::string a, b;  // arms
  Relation relation = Relation::kBetter;
  double within = 0;
  std::vector<std::string> tasks = {};  // that it speaks of; empty: all
  std::string metric = {};  // of the runs, more is better; empty: the score on test
};

struct Design {
  std::string paper;  // slug: "unified_view"
  std::vector<Comparison> comparisons;
  std::vector<Claim> claims;
};

// The arms that the comparisons of these ids need, in their order.
std::vector<Arm> ArmsOf(const Design& design, const std::vector<Arm>& arms,
                        const std::vector<std::string>& ids);

}  // namespace graft::papers
