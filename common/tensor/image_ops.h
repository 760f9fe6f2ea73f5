// The LibTorch operators of image networks, by their fine headers.
#pragma once

#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/angle.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/fft_fft2.h>
#include <ATen/ops/group_norm.h>
#include <ATen/ops/max_pool2d.h>

#include "common/tensor/tensor.h"
