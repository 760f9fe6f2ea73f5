// Budget: how many parameters a method trains, by the paper's formulas.
//
// Idea:    Methods are compared at equal size, so size is a formula of the trunk's shape and
//          of one number, the bottleneck r or the prefix length l.
// Paper:   He et al., "Towards a Unified View of Parameter-Efficient Transfer Learning",
//          ICLR 2022, arXiv 2110.04366, appendix B, Tables 9 to 11; the shares of P-Tuning
//          v2 (arXiv 2110.07602) and Diff Pruning (arXiv 2012.07463) are of BERT-large.
// Differs: F is the trunk's own feed-forward width where the paper writes 4d. The paper
//          leaves biases out; AdapterBiases has them, and the sums equal what the methods'
//          Tensors hold. Percentages in the paper's tables are shares of 409.6 million:
//          its released plotting script sets prefix l = 200 to 3.6 %. Two entries are not
//          what the formulas give: Table 6 prints 7.2 % for LoRA (ffn) r = 102, which is
//          6.1 % (as in its Table 5), and Table 4 prints 0.1 % for l or r = 30, which is
//          0.5 % at attention and 0.4 % at the FFN.
#pragma once

#include <cstdint>

#include "common/models/trunk.h"

namespace graft {

// A trunk's shape as the paper counts it: for an encoder-decoder, one layer is an encoder
// layer and a decoder layer together.
struct Backbone {
  int64_t layers;             // L
  int64_t hidden;             // d
  int64_t feed_forward;       // F, 4d in the paper
  int64_t attentions = 1;     // N_attn, attention sub-layers of a layer
  int64_t feed_forwards = 1;  // N_ffn
};

inline constexpr Backbone kBartLarge{12, 1024, 4096, 3, 2};
inline constexpr Backbone kRobertaBase{12, 768, 3072, 1, 1};
inline constexpr Backbone kBertLarge{24, 1024, 4096, 1, 1};
// What the paper's percentages are shares of, for BART and mBART.
inline constexpr double kPaperBartParameters = 409.6e6;
// BERT-large, uncased, with its pooler; RoBERTa-large has 355 million.
inline constexpr int64_t kBertLargeParameters = 335'141'888;

Backbone BackboneOf(const TrunkInfo& trunk);

// Weights of each method, biases left out.
int64_t PromptBudget(const Backbone& b, int64_t l);              // ld
int64_t PrefixBudget(const Backbone& b, int64_t l);              // 2ld a sub-layer
int64_t AttentionAdapterBudget(const Backbone& b, int64_t r);    // 2rd a sub-layer
int64_t FeedForwardAdapterBudget(const Backbone& b, int64_t r);  // 2rd a sub-layer
int64_t AttentionLoraBudget(const Backbone& b, int64_t r);       // 4rd: query and value
int64_t FeedForwardLoraBudget(const Backbone& b, int64_t r);     // 2r(d+F) = 10rd
int64_t MamBudget(const Backbone& b, int64_t l, int64_t r);      // prefix + adapter

// All of one layer of an encoder: 4d² + 2dF weights, biases and LayerNorms.
int64_t LayerBudget(const Backbone& b);

// The biases of `adapters` bottlenecks, r + d each.
int64_t AdapterBiases(const Backbone& b, int64_t adapters, int64_t r);

}  // namespace graft
