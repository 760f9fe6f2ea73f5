// ClassOrder: rows of a batch in the order of their classes, by chance within each.
//
// Idea:   Sorting by label plus a random number below one puts every class together and
//         shuffles it, in one pass and without looking at the labels one by one.
#pragma once

#include "common/base/rng.h"
#include "common/tensor/tensor.h"

namespace graft {

// The rows of class 0, then those of class 1, … each in an order by chance. y [N] → [N].
at::Tensor RowsByClass(const at::Tensor& y, const RandomStream& stream);
// `by_class`, of RowsByClass, as a row for every row, of its own class; every row is one's. [N]
at::Tensor PartnersInClass(const at::Tensor& y, const at::Tensor& by_class);

}  // namespace graft
