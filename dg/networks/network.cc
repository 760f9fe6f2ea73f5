#include "dg/networks/network.h"

#include <map>
#include <numeric>

#include "common/base/suggest.h"
#include "dg/networks/mlp.h"
#include "dg/networks/mnist_cnn.h"

namespace graft {
namespace {

int64_t Product(const std::vector<int64_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), int64_t{1}, std::multiplies<>());
}

absl::Status WantsNumbers(const DomainData& data) {
  if (!data.shape().empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat(data.name(), " holds texts: an MLP reads vectors or images"));
}

absl::StatusOr<MakeFeaturizer> MlpOf(const DomainData& data, const Hparams& hparams) {
  RETURN_IF_ERROR(WantsNumbers(data));
  const int64_t width = hparams.Whole("mlp_width");
  const MlpConfig config = {.inputs = Product(data.shape()),
                            .outputs = width,
                            .width = width,
                            .depth = hparams.Whole("mlp_depth"),
                            .dropout = hparams["mlp_dropout"]};
  return [config](const FeaturizerRequest&, const RandomStream& init) {
    return std::make_unique<Mlp>(config, at::kFloat, init);
  };
}

absl::StatusOr<MakeFeaturizer> IrmMlp(const DomainData& data, const Hparams&) {
  RETURN_IF_ERROR(WantsNumbers(data));
  const MlpConfig config = {.inputs = Product(data.shape()),
                            .outputs = 390,
                            .width = 390,
                            .depth = 2,
                            .relu_output = true};
  const int64_t pixels =
      data.shape().size() == 3 ? Product(data.shape()) / data.shape()[0] : 0;
  return [config, pixels](const FeaturizerRequest& request, const RandomStream& init) {
    MlpConfig more = config;
    more.inputs += request.extra_channels * pixels;
    return std::make_unique<Mlp>(more, at::kFloat, init);
  };
}

Network Cnn(MnistCnnConfig config) {
  return [config](const DomainData& data,
                  const Hparams&) -> absl::StatusOr<MakeFeaturizer> {
    if (data.shape().size() != 3)
      return absl::InvalidArgumentError(
          StrCat(data.name(), " holds no images: the digits' network reads some"));
    MnistCnnConfig own = config;
    own.channels = data.shape()[0];
    return [own](const FeaturizerRequest& request, const RandomStream& init) {
      MnistCnnConfig more = own;
      more.channels += request.extra_channels;
      return std::make_unique<MnistCnn>(more, at::kFloat, init);
    };
  };
}

absl::StatusOr<MakeFeaturizer> Default(const DomainData& data, const Hparams& hparams) {
  if (data.shape().size() == 3) return Cnn({})(data, hparams);
  return MlpOf(data, hparams);
}

}  // namespace

absl::StatusOr<Network> FindNetwork(const std::string& name) {
  static const auto* networks = new std::map<std::string, Network>{
      {"default", Default},
      {"mlp", MlpOf},
      {"mlp_irm", IrmMlp},
      {"mnist_cnn", Cnn({})},
      {"mnist_cnn_16", Cnn({.width = 16})},
      {"mnist_cnn_16_bf16", Cnn({.width = 16, .bfloat16 = true})},
      {"mnist_cnn_bf16", Cnn({.bfloat16 = true})}};
  const auto found = networks->find(name.empty() ? "default" : name);
  if (found != networks->end()) return found->second;
  std::vector<std::string> names;
  for (const auto& entry : *networks) names.push_back(entry.first);
  return absl::NotFoundError(StrCat("no network '", name, "'", DidYouMean(name, names),
                                    "; there are ", Join(names, ", ")));
}

}  // namespace graft
