#include "dg/core/weight_average.h"

#include <utility>

#include "common/base/check.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {

WeightAverage::WeightAverage(std::unique_ptr<Featurizer> featurizer, Linear classifier,
                             const Adam& source, std::vector<NamedTensor> buffers)
    : featurizer_(std::move(featurizer)),
      classifier_(std::move(classifier)),
      source_(source.values()),
      source_buffers_(std::move(buffers)),
      count_(at::zeros({1}, at::kLong)) {
  const NoGrad no_grad;
  const std::vector<NamedTensor> own = Tensors();
  CHECK_EQ(own.size(), source.parameters().size() + source_buffers_.size());
  int64_t size = 0, at = 0;
  for (const NamedTensor& t : own) size += t.tensor.numel();
  values_ = at::empty({size}, source_.options());
  for (NamedTensor t : own) {  // becomes a view of values_
    const int64_t end = at + t.tensor.numel();
    t.tensor.requires_grad_(false);
    t.tensor.set_data(values_.slice(0, at, end).view(t.tensor.sizes()));
    at = end;
  }
  Restart();
}

void WeightAverage::Restart() {
  count_.zero_();
  Add();
}

void WeightAverage::Add() {
  const NoGrad no_grad;
  count_ += 1;
  int64_t at = 0;
  const auto average = [&](const at::Tensor& now) {
    const at::Tensor mean = values_.slice(0, at, at + now.numel());
    at += now.numel();
    if (count() == 1)
      mean.copy_(now.flatten());
    else
      mean.lerp_(now.flatten(), 1 / static_cast<double>(count()));
  };
  average(source_);
  for (const NamedTensor& buffer : source_buffers_) average(buffer.tensor);
}

int64_t WeightAverage::count() const { return count_.item<int64_t>(); }

at::Tensor WeightAverage::Features(const Inputs& x, const Pass& pass) const {
  return featurizer_->Features(x, pass);
}

void WeightAverage::Restore(const at::Tensor& values, int64_t count) {
  values_.copy_(values);
  count_.fill_(count);
}

// In the order of values_.
std::vector<NamedTensor> WeightAverage::Tensors() const {
  std::vector<NamedTensor> all;
  const auto append = [&](const std::string& part, std::vector<NamedTensor> tensors) {
    for (const NamedTensor& t : tensors) all.push_back({part + t.name, t.tensor});
  };
  append("featurizer.", featurizer_->Tensors());
  append("", classifier_.Tensors("classifier"));
  append("featurizer.", featurizer_->Buffers());
  return all;
}

std::vector<NamedTensor> WeightAverage::State(const std::string& name) const {
  std::vector<NamedTensor> all = Tensors();
  for (NamedTensor& t : all) t.name = name + "." + t.name;
  all.push_back({name + ".count", count_});
  return all;
}

}  // namespace graft
