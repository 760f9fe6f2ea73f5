// TreeShapes: trees to test and to measure with: every shape of a size, random ones, chains.
//
// Source:    all shapes: Knuth, TAOCP 4A, 7.2.1.6; random ones by insertion into a search tree,
//            or uniform by Rémy, "Un procédé itératif de dénombrement d'arbres binaires", 1985
// Idea:      what holds for all 1, 1, 2, 5, 14, 42, 132, 429, 1430 shapes to 8 nodes holds;
//            large trees must show the extremes: chains, zigzags, complete ones.
// Contract:  values are 1 … n in level order unless said otherwise; the same seed gives the
//            same tree on every machine.
// Invariant: none
// Time:      O(n) each; AllShapes O(Catalan(n) · n)
// Space:     O(n), AllShapes O(Catalan(n) · n)
// Overflow:  AllShapes takes n ≤ 12: 208,012 shapes
// Pitfall:   trees by insertion are not uniform: balanced ones are far likelier.
// Tested:    counts are Catalan's, all different; Rémy's five shapes of three nodes are equally
//            likely; chains of 10⁶ nodes
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/trees/tree.h"

namespace graft::trees {

// Every tree of exactly n nodes, once.
std::vector<Tree> AllShapes(int n);
// Every tree of at most n nodes.
std::vector<Tree> AllShapesTo(int n);

enum class Turn { kLeft, kRight, kZigzag };

Tree Chain(int n, Turn turn);
// Each level full but the last, which is filled from the left.
Tree Complete(int n);
// Every shape of n nodes equally likely.
Tree UniformShape(int n, uint64_t seed);
// A search tree of 1 … n inserted in a random order.
Tree ByInsertion(int n, uint64_t seed);

// A copy with values from `values` in level order; as many as the tree has nodes.
Tree WithValues(const Node* root, const std::vector<int>& values);

// Number of nodes; iterative.
int NodeCount(const Node* root);

}  // namespace graft::trees
