// Method checks: what every method's test asks of a trunk with the method on it: outputs,
// gradients and learning on TinyBert. One implementation of the questions all share.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "common/models/bert/bert.h"
#include "common/testing/gradient_check.h"
#include "peft/core/method.h"

namespace graft::testing {

// The method `slug` on `trunk`, or a CHECK failure with the status.
std::unique_ptr<Method> MakeMethod(std::string_view slug, const OptionValues& options,
                                   const Bert& trunk);

// The last hidden states of TinyBatch() [N,C]; `dropout` off unless given.
at::Tensor Hidden(const Bert& trunk, const Graft& graft, const Dropout& dropout = {});

// How far two ways of computing Hidden in `type`, or a gradient of it, may lie apart, relative
// to the largest element: 32 ε. A state passes two layers of eight operations and those of
// the method, some twenty results. Each is rounded and so is what it is multiplied with:
// forty errors, uniform within ±ε/2, of a standard deviation of √40·ε/√12 = 1.8 ε together.
// What follows enlarges them up to three times, and 32 ε are six deviations of that.
double Rounding(at::ScalarType type);

// Gradient of a fixed quadratic of Hidden with respect to the method's tensors, which are
// first randomised (times `scale`) so that no start value hides a path. float64 trunk. With
// `dropout`, masks are drawn as in training.
GradientAgreement CheckMethodGradient(const Bert& trunk, const Method& method,
                                      const Dropout& dropout = {}, double scale = 0.3);

// Loss after `steps` of AdamW at `rate` on a tiny task (three sequences, two classes, a fixed
// linear head on the mean of the hidden states), from the method's own start values.
double LossAfter(const Bert& trunk, const Method& method, int steps, double rate);

}  // namespace graft::testing
