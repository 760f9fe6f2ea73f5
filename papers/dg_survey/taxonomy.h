// Taxonomy: the survey's map of domain generalization, and what stands for each leaf here.
//
// Paper: Wang et al., "Generalizing to Unseen Domains: A Survey on Domain Generalization", TKDE
//        2022, arXiv 2103.03097, sections 4 to 6 and Figure 3.
#pragma once

#include <string>
#include <vector>

#include "common/report/table.h"

namespace graft::papers {

struct Leaf {
  const char* category;  // of the survey's three
  const char* group;
  const char* leaf;        // and methods that the survey names
  const char* objectives;  // of ours, by name, comma-separated; empty: none
  const char* remark;      // why none, or how it differs
};

const std::vector<Leaf>& Taxonomy();
// Objectives that came after the survey, by the group they would be in.
const std::vector<Leaf>& SinceTheSurvey();

// The names in `objectives`.
std::vector<std::string> ObjectivesOf(const Leaf& leaf);

Table TaxonomyTable();

}  // namespace graft::papers
