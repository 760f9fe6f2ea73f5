#include "common/tensor/device.h"

#include <ATen/Context.h>

#include "common/base/strings.h"
#include "common/tensor/no_grad.h"

namespace graft {

absl::StatusOr<at::Device> ParseDevice(std::string_view name) {
  if (name == "cpu") return at::Device(at::kCPU);
  if (name != "cuda")
    return absl::InvalidArgumentError(
        StrCat("device '", name, "': expected cpu or cuda"));
  const at::CUDAHooksInterface& cuda = at::detail::getCUDAHooks();
  if (!cuda.hasCUDA())
    return absl::FailedPreconditionError(
        "device 'cuda': this program was built without it, or there is no GPU with a "
        "driver; build with --config=cuda, or use cpu");
  return at::Device(at::kCUDA, 0);
}

void MoveTo(at::Device device, const std::vector<NamedTensor>& tensors) {
  const NoGrad no_grad;
  for (const auto& [name, tensor] : tensors)
    if (tensor.device() != device) tensor.set_data(tensor.to(device));
}

}  // namespace graft
