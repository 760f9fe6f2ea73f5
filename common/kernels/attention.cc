#include "common/kernels/attention.h"

#include <cmath>
#include <vector>

#include "common/base/check.h"
#include "common/kernels/attention_composite.h"
#include "common/kernels/attention_rows.h"
#include "common/kernels/blas.h"
#include "common/tensor/autograd.h"
#include "common/tensor/ops.h"
#include "common/tensor/parallel.h"

namespace graft {
namespace {

using attention::Masking;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// A row-major matrix inside a larger one.
template <class T>
struct View {
  T* data;
  int64_t rows, columns, stride;
};

// c ← a b + beta c, where `a` or `b` may be read transposed; all row-major.
template <class T>
void Multiply(const View<const T>& a, bool a_transposed, const View<const T>& b,
              bool b_transposed, T beta, const View<T>& c) {
  const int64_t inner = a_transposed ? a.rows : a.columns;
  if (c.rows == 0 || c.columns == 0 || inner == 0) return;
  blas::Gemm(a_transposed, b_transposed, c.rows, c.columns, inner, a.data, a.stride,
             b.data, b.stride, beta, c.data, c.stride);
}

// The batch in numbers, and where each (sequence, head) keeps its probabilities.
struct Layout {
  Layout(const std::vector<int64_t>& starts, int64_t heads, const at::Tensor& q,
         const at::Tensor& prefix_key)
      : starts(starts),
        heads(heads),
        size(q.size(1) / heads),
        prefix(prefix_key.defined() ? prefix_key.size(-2) : 0),
        own_prefix(prefix_key.defined() && prefix_key.dim() == 4),
        one_query(q.size(0) != starts.back()) {
    for (int64_t b = 0; b < batch(); ++b) {
      offsets.push_back(total);
      total += heads * queries(b) * columns(b);
      longest = std::max(longest, length(b));
    }
  }
  int64_t batch() const { return static_cast<int64_t>(starts.size()) - 1; }
  int64_t length(int64_t b) const { return starts[b + 1] - starts[b]; }
  int64_t queries(int64_t b) const { return one_query ? 1 : length(b); }
  int64_t first_query(int64_t b) const { return one_query ? b : starts[b]; }
  int64_t columns(int64_t b) const { return prefix + length(b); }
  int64_t channels() const { return heads * size; }
  int64_t Offset(int64_t b, int64_t h) const {
    return offsets[b] + h * queries(b) * columns(b);
  }

  std::vector<int64_t> starts;
  int64_t heads, size, prefix;  // H, D, L
  bool own_prefix, one_query;   // of each sequence
  int64_t total = 0, longest = 0;
  std::vector<int64_t> offsets;
};

// Head h of sequence b: in keys and values [N,C], in queries and what has their shape, and of
// the prefix [H,L,D] or [B,H,L,D].
template <class T>
View<T> Head(T* data, const Layout& at, int64_t b, int64_t h) {
  return {data + at.starts[b] * at.channels() + h * at.size, at.length(b), at.size,
          at.channels()};
}
template <class T>
View<T> QueryHead(T* data, const Layout& at, int64_t b, int64_t h) {
  return {data + at.first_query(b) * at.channels() + h * at.size, at.queries(b),
          at.size, at.channels()};
}
template <class T>
View<T> PrefixHead(T* data, const Layout& at, int64_t b, int64_t h) {
  const int64_t head = (at.own_prefix ? b * at.heads : 0) + h;
  return {data == nullptr ? nullptr : data + head * at.prefix * at.size, at.prefix,
          at.size, at.size};
}

// The prefix's columns and the sequence's own columns of a score matrix.
template <class T>
View<T> PrefixColumns(const View<T>& scores, const Layout& at) {
  return {scores.data, scores.rows, at.prefix, scores.stride};
}
template <class T>
View<T> OwnColumns(const View<T>& scores, const Layout& at) {
  return {scores.data + at.prefix, scores.rows, scores.columns - at.prefix,
          scores.stride};
}
template <class T>
View<const T> Const(const View<T>& v) {
  return {v.data, v.rows, v.columns, v.stride};
}

template <class T>
struct Inputs {
  const T *q, *k, *v, *prefix_key, *prefix_value;
};

template <class T>
struct Scratch {
  Scratch(const Layout& at, bool backward)
      : factor(MaskRoom(at.prefix + at.longest)),
        dropped(at.longest * (at.prefix + at.longest)),
        d(backward ? dropped.size() : 0) {}
  std::vector<T> factor, dropped, d;
};

Masking MaskOf(const MaskRule& rule, const Layout& at, int64_t b, int64_t h) {
  return {rule, static_cast<uint64_t>(at.first_query(b) * at.heads + h),
          static_cast<uint64_t>(at.heads)};
}

template <class T>
void ForwardHead(const Layout& at, const Inputs<T>& in, const MaskRule& rule, int64_t b,
                 int64_t h, Scratch<T>& scratch, T* probabilities, T* context,
                 T* sums) {
  const View<const T> q = QueryHead(in.q, at, b, h), k = Head(in.k, at, b, h),
                      v = Head(in.v, at, b, h);
  const View<T> p{probabilities + at.Offset(b, h), at.queries(b), at.columns(b),
                  at.columns(b)};
  Multiply(q, false, PrefixHead(in.prefix_key, at, b, h), true, T{0},
           PrefixColumns(p, at));
  Multiply(q, false, k, true, T{0}, OwnColumns(p, at));
  attention::Softmax(p.data, p.rows, p.columns,
                     static_cast<T>(1 / std::sqrt(double(at.size))),
                     sums + at.first_query(b) * at.heads + h, MaskOf(rule, at, b, h),
                     scratch.factor.data(), scratch.dropped.data());
  View<T> a = p;
  if (rule.threshold != 0) a.data = scratch.dropped.data();
  const View<T> out = QueryHead(context, at, b, h);
  Multiply(Const(OwnColumns(a, at)), false, v, false, T{0}, out);
  Multiply(Const(PrefixColumns(a, at)), false, PrefixHead(in.prefix_value, at, b, h),
           false, T{1}, out);
}

// Gradients of one call; those of the prefix are null where there is none.
template <class T>
struct Gradients {
  const T *d_context, *d_sums;
  T *d_q, *d_k, *d_v, *d_prefix_key, *d_prefix_value;
};

template <class T>
void BackwardHead(const Layout& at, const Inputs<T>& in, const MaskRule& rule,
                  int64_t b, int64_t h, Scratch<T>& scratch, const T* probabilities,
                  const Gradients<T>& g) {
  const View<const T> q = QueryHead(in.q, at, b, h), k = Head(in.k, at, b, h),
                      v = Head(in.v, at, b, h),
                      d_out = QueryHead(g.d_context, at, b, h);
  const View<const T> p{probabilities + at.Offset(b, h), at.queries(b), at.columns(b),
                        at.columns(b)};
  const View<T> d{scratch.d.data(), p.rows, p.columns, p.stride};
  Multiply(d_out, false, PrefixHead(in.prefix_value, at, b, h), true, T{0},
           PrefixColumns(d, at));
  Multiply(d_out, false, v, true, T{0}, OwnColumns(d, at));
  const T* d_sums =
      g.d_sums == nullptr ? nullptr : g.d_sums + at.first_query(b) * at.heads + h;
  SoftmaxBackward(
      p.data, p.rows, p.columns, static_cast<T>(1 / std::sqrt(double(at.size))), d_sums,
      MaskOf(rule, at, b, h), scratch.factor.data(), scratch.dropped.data(), d.data);
  View<const T> a = p;
  if (rule.threshold != 0) a.data = scratch.dropped.data();
  Multiply(OwnColumns(a, at), true, d_out, false, T{0}, Head(g.d_v, at, b, h));
  Multiply(Const(OwnColumns(d, at)), true, q, false, T{0}, Head(g.d_k, at, b, h));
  Multiply(Const(OwnColumns(d, at)), false, k, false, T{0}, QueryHead(g.d_q, at, b, h));
  if (at.prefix == 0) return;
  Multiply(Const(PrefixColumns(d, at)), false, PrefixHead(in.prefix_key, at, b, h),
           false, T{1}, QueryHead(g.d_q, at, b, h));
  Multiply(PrefixColumns(a, at), true, d_out, false, T{1},
           PrefixHead(g.d_prefix_value, at, b, h));
  Multiply(Const(PrefixColumns(d, at)), true, q, false, T{1},
           PrefixHead(g.d_prefix_key, at, b, h));
}

// Threads share the heads; each sums over the sequences in order, so that a prefix's gradient
// does not depend on the thread count.
template <class T, class Body>
void ForHeads(const Layout& at, bool backward, const Body& body) {
  ParallelFor(0, at.heads, 1, [&](int64_t begin, int64_t end) {
    Scratch<T> scratch(at, backward);
    for (int64_t h = begin; h < end; ++h)
      for (int64_t b = 0; b < at.batch(); ++b) body(b, h, scratch);
  });
}

template <class T>
const T* Data(const at::Tensor& t) {
  return t.defined() ? t.const_data_ptr<T>() : nullptr;
}
template <class T>
T* MutableData(const at::Tensor& t) {
  return t.defined() ? t.mutable_data_ptr<T>() : nullptr;
}
template <class T>
Inputs<T> InputsOf(const variable_list& t) {
  return {Data<T>(t[0]), Data<T>(t[1]), Data<T>(t[2]), Data<T>(t[3]), Data<T>(t[4])};
}

at::Tensor Contiguous(const std::optional<at::Tensor>& t) {
  return t && t->defined() ? t->contiguous() : at::Tensor();
}

class AttentionFunction : public torch::autograd::Function<AttentionFunction> {
 public:
  static variable_list forward(AutogradContext* context, const at::Tensor& q,
                               const at::Tensor& k, const at::Tensor& v,
                               const std::optional<at::Tensor>& prefix_key,
                               const std::optional<at::Tensor>& prefix_value,
                               const std::vector<int64_t>& starts, int64_t heads,
                               int64_t key, double dropout) {
    const variable_list in = {q.contiguous(), k.contiguous(), v.contiguous(),
                              Contiguous(prefix_key), Contiguous(prefix_value)};
    const Layout at(starts, heads, q, in[3]);
    at::Tensor p = at::empty({at.total}, q.options());
    at::Tensor out = at::empty_like(in[0]);
    at::Tensor sums = at::empty({q.size(0), heads}, q.options());
    const MaskRule rule({static_cast<uint64_t>(key), dropout});
    const auto run = [&]<class T>(T) {
      ForHeads<T>(at, false, [&](int64_t b, int64_t h, Scratch<T>& scratch) {
        ForwardHead(at, InputsOf<T>(in), rule, b, h, scratch, MutableData<T>(p),
                    MutableData<T>(out), MutableData<T>(sums));
      });
    };
    q.scalar_type() == at::kDouble ? run(double{}) : run(float{});
    context->save_for_backward({in[0], in[1], in[2], in[3], in[4], p});
    context->saved_data["starts"] = starts;
    context->saved_data["heads"] = heads;
    context->saved_data["key"] = key;
    context->saved_data["p"] = dropout;
    context->set_materialize_grads(false);
    return {out, sums};
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const variable_list in = context->get_saved_variables();
    const at::Tensor d_out =
        grads[0].defined() ? grads[0].contiguous() : at::zeros_like(in[0]);
    const at::Tensor d_sums = Contiguous(grads[1]);
    const int64_t heads = context->saved_data["heads"].toInt();
    const Layout at(context->saved_data["starts"].toIntVector(), heads, in[0], in[3]);
    const MaskRule rule({static_cast<uint64_t>(context->saved_data["key"].toInt()),
                         context->saved_data["p"].toDouble()});
    variable_list d = {at::empty_like(in[0]), at::empty_like(in[1]),
                       at::empty_like(in[2]), at::Tensor(), at::Tensor()};
    if (at.prefix > 0) {
      d[3] = at::zeros_like(in[3]);
      d[4] = at::zeros_like(in[4]);
    }
    const auto run = [&]<class T>(T) {
      const Gradients<T> g = {Data<T>(d_out),       Data<T>(d_sums),
                              MutableData<T>(d[0]), MutableData<T>(d[1]),
                              MutableData<T>(d[2]), MutableData<T>(d[3]),
                              MutableData<T>(d[4])};
      ForHeads<T>(at, true, [&](int64_t b, int64_t h, Scratch<T>& scratch) {
        BackwardHead(at, InputsOf<T>(in), rule, b, h, scratch, Data<T>(in[5]), g);
      });
    };
    in[0].scalar_type() == at::kDouble ? run(double{}) : run(float{});
    return {d[0], d[1], d[2], d[3], d[4], {}, {}, {}, {}};
  }
};

void CheckPrefix(const KeyValue& prefix, int64_t batch, int64_t heads,
                 int64_t channels) {
  const at::IntArrayRef sizes = prefix.key.sizes();
  CHECK(sizes == prefix.value.sizes()) << sizes << prefix.value.sizes();
  CHECK(sizes.size() == 3 || (sizes.size() == 4 && sizes[0] == batch)) << sizes;
  CHECK(prefix.key.size(-3) == heads && prefix.key.size(-1) * heads == channels)
      << sizes;
}

}  // namespace

AttentionOutput RaggedAttention(const at::Tensor& q, const at::Tensor& k,
                                const at::Tensor& v, const std::vector<int64_t>& starts,
                                int64_t heads, const std::optional<KeyValue>& prefix,
                                DropoutMask mask) {
  CHECK(k.sizes() == v.sizes() && q.size(1) == k.size(1)) << q.sizes() << k.sizes();
  CHECK_EQ(k.size(0), starts.back());
  const int64_t batch = static_cast<int64_t>(starts.size()) - 1;
  CHECK(q.size(0) == k.size(0) || q.size(0) == batch) << q.sizes();
  CHECK_EQ(q.size(1) % heads, 0);
  if (q.scalar_type() == at::kBFloat16) {
    std::optional<KeyValue> wide;
    if (prefix) wide = {prefix->key.to(at::kFloat), prefix->value.to(at::kFloat)};
    const AttentionOutput out =
        RaggedAttention(q.to(at::kFloat), k.to(at::kFloat), v.to(at::kFloat), starts,
                        heads, wide, mask);
    return {out.context.to(at::kBFloat16), out.log_sum_exp};
  }
  std::optional<at::Tensor> prefix_key, prefix_value;
  if (prefix) {
    CheckPrefix(*prefix, batch, heads, q.size(1));
    prefix_key = prefix->key;
    prefix_value = prefix->value;
  }
  if (!q.is_cpu()) {
    const at::Tensor none;
    const auto [context, sums] =
        CompositeAttention(q, k, v, starts, heads, prefix_key.value_or(none),
                           prefix_value.value_or(none), mask);
    return {context, sums};
  }
  const variable_list out =
      AttentionFunction::apply(q, k, v, prefix_key, prefix_value, starts, heads,
                               static_cast<int64_t>(mask.key), mask.p);
  return {out[0], out[1]};
}

}  // namespace graft
