#include "common/kernels/hard_concrete_rows.h"

#include "common/kernels/fill_mask.h"
#include "common/kernels/simd.h"

namespace graft::hard_concrete {
namespace {

constexpr int kTile = 128;

// u of one element from its 16 bits.
template <class A>
GRAFT_INLINE A Uniform(uint32_t bits) {
  const A u = (static_cast<A>(bits) + A(0.5)) * A(1.0 / 65536);
  return u < A(1e-4) ? A(1e-4) : u > A(1 - 1e-4) ? A(1 - 1e-4) : u;
}

template <class A>
GRAFT_INLINE void FillUniform(const Rule& rule, int64_t tile, A* u) {
  if (rule.noise == Noise::kMiddle) {
    for (int i = 0; i < kTile; ++i) u[i] = A(0.5);
  } else {
    DrawTile(rule.key, static_cast<uint64_t>(tile), 0,
             [&](int i, uint32_t bits) { u[i] = Uniform<A>(bits); });
  }
}

// Whether a tile is zero throughout, as w and d_θ are in rows of an embedding that no text has
// used: then there is nothing to gate.
template <class T>
GRAFT_INLINE bool AllZero(const T* x, int64_t count) {
  int other = 0;
  for (int64_t i = 0; i < count; ++i) other |= Load(x[i]) != 0;
  return other == 0;
}

template <class A>
struct Terms {
  A z, d_z, open, d_open;
};

// s = σ(ln u - ln(1-u) + α) = u/(u + (1-u) e^-α), and the like with e^-|α|, which is at most 1.
// Of Terms the callers' compiler drops what they do not use.
template <class A>
GRAFT_INLINE Terms<A> TermsOf(A lower, A upper, A ratio, A alpha, A u) {
  const bool positive = alpha >= 0;
  const A e = simd::Exp(positive ? -alpha : alpha);
  const A up = positive ? A(1) : e,
          down = positive ? e : A(1);  // σ(α) = up/(up + down)
  const A a = u * up, b = (1 - u) * down;
  const A whole = 1 / (a + b), s = a * whole, stretched = s * (upper - lower) + lower;
  const A slope = (upper - lower) * s * (b * whole);
  const bool inside = (stretched > 0) & (stretched < 1);  // && would be a branch
  const A odds = ratio * down, sum = 1 / (up + odds);
  return {stretched < 0   ? A(0)
          : stretched > 1 ? A(1)
                          : stretched,
          inside ? slope : A(0), up * sum, up * sum * (odds * sum)};
}

// S is what θ is stored in; w, α and the arithmetic are A.
template <class S, class A = AccumulatorOf<S>>
GRAFT_INLINE void ForwardRange(const Rule& rule, int64_t begin, int64_t end,
                               const S* __restrict theta0, const A* __restrict w,
                               const A* __restrict alpha, S* __restrict theta) {
  const A lower = A(rule.lower), upper = A(rule.upper), group = A(rule.group),
          ratio = A(-rule.lower / rule.upper);
  A u[kTile];
  for (int64_t at = begin; at < end; at += kTile) {
    const int64_t count = end - at < kTile ? end - at : kTile;
    if (AllZero(w + at, count)) {
      for (int64_t i = 0; i < count; ++i) theta[at + i] = theta0[at + i];
      continue;
    }
    FillUniform(rule, at / kTile, u);
    for (int64_t i = 0; i < count; ++i) {
      const A z = TermsOf(lower, upper, ratio, alpha[at + i], u[i]).z;
      Store(Load(theta0[at + i]) + z * group * w[at + i], theta[at + i]);
    }
  }
}

template <class A>
GRAFT_INLINE A Sum(const A* x, int64_t count) {
  A sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < count; ++i) sum += x[i];
  return sum;
}

template <class S, class A = AccumulatorOf<S>>
GRAFT_INLINE Sums BackwardRange(const Rule& rule, int64_t begin, int64_t end,
                                const S* __restrict d_theta, const A* __restrict w,
                                const A* __restrict alpha, A* __restrict d_w,
                                A* __restrict d_alpha) {
  const A lower = A(rule.lower), upper = A(rule.upper), group = A(rule.group),
          penalty = A(rule.penalty), ratio = A(-rule.lower / rule.upper);
  A u[kTile], slope[kTile], open[kTile];
  Sums sums;
  for (int64_t at = begin; at < end; at += kTile) {
    const int64_t count = end - at < kTile ? end - at : kTile;
    if (AllZero(d_theta + at, count)) {  // the penalty alone, which knows no noise
      for (int64_t i = 0; i < count; ++i) {
        const Terms<A> t = TermsOf(lower, upper, ratio, alpha[at + i], A(0.5));
        d_alpha[at + i] += penalty * t.d_open;
        open[i] = t.open;
      }
      sums.open += Sum(open, count);
      continue;
    }
    FillUniform(rule, at / kTile, u);
    for (int64_t i = 0; i < count; ++i) {
      const Terms<A> t = TermsOf(lower, upper, ratio, alpha[at + i], u[i]);
      const A g = Load(d_theta[at + i]), d_z = g * w[at + i];
      d_w[at + i] += g * t.z * group;
      d_alpha[at + i] += d_z * group * t.d_z + penalty * t.d_open;
      slope[i] = d_z * t.z;
      open[i] = t.open;
    }
    sums.slope += Sum(slope, count);
    sums.open += Sum(open, count);
  }
  return sums;
}

}  // namespace

Gate Evaluate(const Rule& rule, double alpha, uint64_t index) {
  double u[kTile];
  FillUniform(rule, static_cast<int64_t>(index / kTile), u);
  const Terms<double> t = TermsOf(rule.lower, rule.upper, -rule.lower / rule.upper,
                                  alpha, u[index % kTile]);
  return {t.z, t.d_z, t.open, t.d_open};
}

GRAFT_CLONES void Forward(const Rule& rule, int64_t begin, int64_t end,
                          const float* theta0, const float* w, const float* alpha,
                          float* theta) {
  ForwardRange(rule, begin, end, theta0, w, alpha, theta);
}
GRAFT_CLONES void Forward(const Rule& rule, int64_t begin, int64_t end,
                          const double* theta0, const double* w, const double* alpha,
                          double* theta) {
  ForwardRange(rule, begin, end, theta0, w, alpha, theta);
}
GRAFT_CLONES void Forward(const Rule& rule, int64_t begin, int64_t end,
                          const Bf16* theta0, const float* w, const float* alpha,
                          Bf16* theta) {
  ForwardRange(rule, begin, end, theta0, w, alpha, theta);
}

GRAFT_CLONES Sums Backward(const Rule& rule, int64_t begin, int64_t end,
                           const float* d_theta, const float* w, const float* alpha,
                           float* d_w, float* d_alpha) {
  return BackwardRange(rule, begin, end, d_theta, w, alpha, d_w, d_alpha);
}
GRAFT_CLONES Sums Backward(const Rule& rule, int64_t begin, int64_t end,
                           const double* d_theta, const double* w, const double* alpha,
                           double* d_w, double* d_alpha) {
  return BackwardRange(rule, begin, end, d_theta, w, alpha, d_w, d_alpha);
}
GRAFT_CLONES Sums Backward(const Rule& rule, int64_t begin, int64_t end,
                           const Bf16* d_theta, const float* w, const float* alpha,
                           float* d_w, float* d_alpha) {
  return BackwardRange(rule, begin, end, d_theta, w, alpha, d_w, d_alpha);
}

}  // namespace graft::hard_concrete
