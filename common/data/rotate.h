// Rotate: gray images turned about their centre, with the bits that PIL gives them.
//
// Idea:      For each pixel of the result, where it lies in the image, and the four pixels
//            about that place, weighted by nearness. The places depend on the angle alone
//            and are found once for all images. RotatedMNIST is defined by what PIL's
//            rotate(angle, BILINEAR) gives, so its roundings are kept: the matrix to 15
//            decimals, pixel centres at ½, the image continued by its border inside its own
//            area, 0 outside, and the value cut, not rounded, to 8 bits.
// Computes:  x' = cos α (x + ½ − W/2) − sin α (y + ½ − H/2) + W/2, y' likewise
//            v = lerp(lerp(p₀₀, p₀₁; dx), lerp(p₁₀, p₁₁; dx); dy) in double
// Cost:      about 3 ns a pixel.
// Errors:    another type or number of dimensions is a CHECK.
#pragma once

#include "common/tensor/tensor.h"

namespace graft {

// Each image turned counter-clockwise by so many degrees, in its own size.
at::Tensor Rotated(const at::Tensor& images,  // [N,H,W] uint8
                   double degrees);

}  // namespace graft
