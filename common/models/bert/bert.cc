#include "common/models/bert/bert.h"

#include <utility>

#include "common/base/check.h"
#include "common/kernels/residual_norm.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

std::string LayerName(int layer) { return StrCat("encoder.layer.", layer); }

at::Tensor Activate(const std::string& name, const at::Tensor& x) {
  if (name == "relu") return at::relu(x);
  return at::gelu(x, name == "gelu_new" ? "tanh" : "none");
}

using Shape = std::vector<int64_t>;

// The shape that each tensor of the model must have.
std::map<std::string, Shape> ExpectedShapes(const HfConfig& c) {
  const int64_t hidden = c.hidden_size, ffn = c.intermediate_size;
  std::map<std::string, Shape> shapes = {
      {"embeddings.word_embeddings.weight", {c.vocab_size, hidden}},
      {"embeddings.position_embeddings.weight", {c.max_position_embeddings, hidden}},
      {"embeddings.token_type_embeddings.weight", {c.type_vocab_size, hidden}},
  };
  const auto norm = [&](const std::string& name) {
    shapes[name + ".weight"] = shapes[name + ".bias"] = {hidden};
  };
  const auto linear = [&](const std::string& name, int64_t out, int64_t in) {
    shapes[name + ".weight"] = {out, in};
    shapes[name + ".bias"] = {out};
  };
  norm("embeddings.LayerNorm");
  for (int i = 0; i < c.num_hidden_layers; ++i) {
    const std::string name = LayerName(i);
    for (const char* map : {"query", "key", "value"})
      linear(name + ".attention.self." + map, hidden, hidden);
    linear(name + ".attention.output.dense", hidden, hidden);
    norm(name + ".attention.output.LayerNorm");
    linear(name + ".intermediate.dense", ffn, hidden);
    linear(name + ".output.dense", hidden, ffn);
    norm(name + ".output.LayerNorm");
  }
  return shapes;
}

// Parts of a checkpoint that are no part of the encoder.
bool IsIgnored(const std::string& name) {
  for (const char* head : {"classifier.", "cls.", "lm_head.", "qa_outputs."})
    if (name.starts_with(head)) return true;
  return name.ends_with("position_ids");
}

absl::Status WrongShape(const std::string& name, at::IntArrayRef found,
                        const Shape& want) {
  return absl::InvalidArgumentError(
      StrCat("tensor ", name, " has shape ", found, ", but config.json asks for ",
             at::IntArrayRef(want), ": the two files do not belong together"));
}

// Before names and shapes: a quantised model has others, too.
absl::Status CheckFloats(const HfConfig& config, const Weights& given) {
  std::string what;
  const auto key = config.other.find("quantization_config");
  if (key != config.other.end() && key->second != "null")
    what = "config.json has quantization_config";
  for (const auto& [name, tensor] : given)
    if (!IsIgnored(name) && !at::isFloatingType(tensor.scalar_type()) && what.empty())
      what = StrCat("tensor ", name, " has elements of type ", tensor.scalar_type());
  if (what.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      StrCat("the model is quantised (", what,
             "), and this library computes with float weights: give the folder of the "
             "model that it was made from, in float32, float16 or bfloat16, or save it "
             "as such with transformers, model.dequantize().save_pretrained(FOLDER)"));
}

// Drops "bert." or "roberta.", ignores heads, and demands exactly the tensors of the model.
absl::StatusOr<Weights> Checked(const HfConfig& config, Weights given) {
  const std::string lead = config.model_type + ".";
  std::map<std::string, Shape> expected = ExpectedShapes(config);
  if (given.contains("pooler.dense.weight") ||
      given.contains(lead + "pooler.dense.weight")) {
    expected["pooler.dense.weight"] = {config.hidden_size, config.hidden_size};
    expected["pooler.dense.bias"] = {config.hidden_size};
  }
  Weights kept;
  for (auto& [full, tensor] : given) {
    const std::string name = full.starts_with(lead) ? full.substr(lead.size()) : full;
    if (IsIgnored(name)) continue;
    const auto want = expected.find(name);
    if (want == expected.end())
      return absl::InvalidArgumentError(StrCat(
          "tensor ", full, " is no part of a ", config.model_type, " encoder with ",
          config.num_hidden_layers, " layers: is config.json the right one?"));
    if (tensor.sizes() != at::IntArrayRef(want->second))
      return WrongShape(full, tensor.sizes(), want->second);
    kept[name] = std::move(tensor);
  }
  for (const auto& [name, shape] : expected)
    if (!kept.contains(name))
      return absl::InvalidArgumentError(
          StrCat("tensor ", name, " is missing from the checkpoint"));
  return kept;
}

TrunkInfo Describe(const HfConfig& config, Weights weights,
                   const at::TensorOptions& options) {
  TrunkInfo info{.layers = config.num_hidden_layers,
                 .hidden = config.hidden_size,
                 .heads = config.num_attention_heads,
                 .feed_forward = config.intermediate_size,
                 .vocabulary = config.vocab_size,
                 .positions = config.max_position_embeddings - config.first_position(),
                 .norm_eps = config.layer_norm_eps,
                 .dtype = at::typeMetaToScalarType(options.dtype()),
                 .device = options.device(),
                 .weights = std::move(weights),
                 .linear_maps = {}};
  for (const auto& [name, tensor] : info.weights)
    if (name.starts_with("encoder.") && tensor.dim() == 2)
      info.linear_maps[name.substr(0, name.size() - 7)] = {tensor.size(0),
                                                           tensor.size(1)};
  return info;
}

// first, first + 1, … in each sequence.
at::Tensor Positions(const std::vector<int64_t>& starts, int64_t first) {
  std::vector<int64_t> places;
  places.reserve(starts.back());
  for (size_t b = 0; b + 1 < starts.size(); ++b)
    for (int64_t t = 0; t < starts[b + 1] - starts[b]; ++t) places.push_back(t + first);
  return at::tensor(places, at::kLong);
}

// The types of real tokens, and 0 for the virtual ones in front.
at::Tensor Types(const TokenBatch& batch, const Ragged& words) {
  if (words.prompt == 0) return batch.types;
  std::vector<at::Tensor> parts;
  for (int64_t b = 0; b < words.batch(); ++b) {
    parts.push_back(at::zeros({words.prompt}, batch.types.options()));
    parts.push_back(batch.types.slice(0, batch.starts[b], batch.starts[b + 1]));
  }
  return at::cat(parts);
}

}  // namespace

absl::StatusOr<Bert> Bert::Create(const HfConfig& config, Weights weights,
                                  at::TensorOptions options) {
  RETURN_IF_ERROR(CheckFloats(config, weights));
  ASSIGN_OR_RETURN(Weights kept, Checked(config, std::move(weights)));
  const NoGrad no_grad;
  for (auto& [name, tensor] : kept) tensor = tensor.to(options);
  return Bert(config, Describe(config, std::move(kept), options));
}

Bert Bert::WithHiddenDropout(double p) const {
  CHECK(p >= 0 && p < 1) << p;
  Bert copy = *this;
  copy.config_.hidden_dropout_prob = p;
  copy.config_.classifier_dropout.reset();  // then a head's is that of hidden states
  return copy;
}

absl::StatusOr<Bert> Bert::Load(const std::string& folder, at::TensorOptions options) {
  ASSIGN_OR_RETURN(const HfConfig config, ReadHfConfig(folder));
  ASSIGN_OR_RETURN(Weights weights, LoadWeights(folder));
  absl::StatusOr<Bert> bert = Create(config, std::move(weights), options);
  if (!bert.ok()) return WithContext(bert.status(), folder);
  return bert;
}

Bert::Bert(const HfConfig& config, TrunkInfo info)
    : config_(config), info_(std::move(info)) {}

Ragged Bert::Forward(const TokenBatch& batch, const Graft& graft,
                     const Dropout& dropout, Tokens read,
                     std::vector<at::Tensor>* states) const {
  const Pass pass{graft, dropout};
  Ragged x = Embed(batch, pass);
  if (states != nullptr) states->push_back(x.rows);
  for (int i = 0; i < config_.num_hidden_layers; ++i) {
    const bool last = i == config_.num_hidden_layers - 1;
    x = Layer(i, x, last ? read : Tokens::kAll, pass);
    if (states != nullptr) states->push_back(x.rows);
  }
  return x;
}

at::Tensor Bert::Pooler(const at::Tensor& rows, const Graft& graft) const {
  CHECK(has_pooler()) << "the checkpoint has no pooler.dense";
  const Dropout off;
  return at::tanh(Linear(-1, "pooler.dense", rows, {graft, off}));
}

Ragged Bert::Embed(const TokenBatch& batch, const Pass& pass) const {
  const auto look_up = [&](const char* table, const at::Tensor& ids) {
    return at::embedding(Weight(-1, StrCat("embeddings.", table, ".weight"), pass),
                         ids.to(info_.device));
  };
  const std::string name = "embeddings";
  Ragged x = pass.graft.Embed({name, -1, pass.dropout},
                              {look_up("word_embeddings", batch.ids), batch.starts});
  for (int64_t b = 0; b < x.batch(); ++b)
    CHECK_LE(x.length(b) + pass.graft.PositionShift(), info_.positions)
        << "sequence " << b << " is longer than the trunk's positions";
  const int64_t first = config_.first_position() + pass.graft.PositionShift();
  x.rows = x.rows + look_up("token_type_embeddings", Types(batch, x)) +
           look_up("position_embeddings", Positions(x.starts, first));
  x.rows = Norm(-1, "embeddings.LayerNorm", x.rows, {}, pass);
  x.rows = ApplyDropout(x.rows, pass.dropout.At(name, config_.hidden_dropout_prob));
  return x;
}

Ragged Bert::Layer(int layer, const Ragged& all, Tokens read, const Pass& pass) const {
  const std::string name = LayerName(layer);
  const Site site{name, layer, pass.dropout};
  Ragged x = Select(all, read);

  // z = LN(x + dropout(W_o·Attention(x) + b_o))
  at::Tensor a = Linear(layer, name + ".attention.output.dense",
                        Attend(layer, all, x.rows, pass), pass);
  a = pass.graft.AfterSublayer(site, Sublayer::kAttention, x.rows, a);
  const at::Tensor z =
      Norm(layer, name + ".attention.output.LayerNorm", x.rows, a, pass);

  // x′ = LN(z + dropout(W_2·GELU(W_1·z + b_1) + b_2))
  at::Tensor f = Activate(config_.hidden_act,
                          Linear(layer, name + ".intermediate.dense", z, pass));
  f = Linear(layer, name + ".output.dense", f, pass);
  f = pass.graft.AfterSublayer(site, Sublayer::kFeedForward, z, f);
  x.rows = Norm(layer, name + ".output.LayerNorm", z, f, pass);
  return x;
}

// softmax(Q [P_k; K]ᵀ/√D) [P_v; V] for each head of each sequence.
at::Tensor Bert::Attend(int layer, const Ragged& x, const at::Tensor& queries,
                        const Pass& pass) const {
  const std::string name = LayerName(layer) + ".attention.self";
  const Site site{name, layer, pass.dropout};
  const at::Tensor q = Linear(layer, name + ".query", queries, pass);
  const at::Tensor k = Linear(layer, name + ".key", x.rows, pass);
  const at::Tensor v = Linear(layer, name + ".value", x.rows, pass);
  const AttentionOutput out =
      RaggedAttention(q, k, v, x.starts, config_.num_attention_heads,
                      pass.graft.Prefix(site, x.batch()),
                      pass.dropout.At(name, config_.attention_probs_dropout_prob));
  return pass.graft.AfterAttention(
      site, {q, out.log_sum_exp, config_.num_attention_heads}, out.context);
}

at::Tensor Bert::Linear(int layer, const std::string& name, const at::Tensor& x,
                        const Pass& pass) const {
  const at::Tensor y = at::linear(x, Weight(layer, name + ".weight", pass),
                                  Weight(layer, name + ".bias", pass));
  return pass.graft.Linear({name, layer, pass.dropout}, x, y);
}

at::Tensor Bert::Norm(int layer, const std::string& name, const at::Tensor& x,
                      const at::Tensor& y, const Pass& pass) const {
  const DropoutMask mask =
      y.defined() ? pass.dropout.At(name, config_.hidden_dropout_prob) : DropoutMask{};
  return ResidualNorm(x, y, Weight(layer, name + ".weight", pass),
                      Weight(layer, name + ".bias", pass), info_.norm_eps, mask);
}

at::Tensor Bert::Weight(int layer, const std::string& name, const Pass& pass) const {
  return pass.graft.Parameter({name, layer, pass.dropout}, info_.weights.at(name));
}

}  // namespace graft
