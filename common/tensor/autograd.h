// Hand-written backward passes and the switch that turns recording off.
#pragma once

#include <torch/csrc/autograd/custom_function.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/tensor.h"
