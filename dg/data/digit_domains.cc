#include "dg/data/digit_domains.h"

#include <array>
#include <utility>

#include "common/base/check.h"
#include "common/base/rng.h"
#include "common/data/rotate.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr double kFlipped = 0.25;                             // labels
constexpr std::array<double, 3> kDisagree = {0.1, 0.2, 0.9};  // colours
constexpr std::array<int, 6> kAngles = {0, 15, 30, 45, 60, 75};

absl::Status CheckConfig(const DigitConfig& config, int64_t images, int64_t domains) {
  if (config.side != kMnistSide && config.side != kMnistSide / 2)
    return absl::InvalidArgumentError(
        StrCat("side=", config.side, ": expected 28 or 14"));
  if (config.per_domain < 0 || config.per_domain > images / domains)
    return absl::InvalidArgumentError(
        StrCat("per_domain=", config.per_domain, ": expected 0 … ", images / domains));
  return absl::OkStatus();
}

// The images that are dealt to a domain.
std::vector<int64_t> Deal(const std::vector<int64_t>& order, int64_t domain,
                          int64_t domains, int64_t most) {
  std::vector<int64_t> items;
  for (size_t i = domain; i < order.size(); i += domains) {
    if (most > 0 && static_cast<int64_t>(items.size()) == most) break;
    items.push_back(order[i]);
  }
  return items;
}

at::Tensor Sized(const at::Tensor& images, int64_t side) {
  if (side == kMnistSide) return images;
  return images.slice(1, 0, {}, 2).slice(2, 0, {}, 2).contiguous();
}

DigitDomains::Domain Coloured(const Mnist& mnist, const std::vector<int64_t>& items,
                              double disagree, const DigitConfig& config) {
  const RandomStream flips(config.seed, "label noise"), colours(config.seed, "colour");
  std::vector<int64_t> labels, channels;
  for (const int64_t item : items) {
    const bool small = mnist.labels[item].item<int64_t>() < 5;
    const bool label = small != (flips.Uniform(item) < kFlipped);
    labels.push_back(label);
    channels.push_back(label != (colours.Uniform(item) < disagree));
  }
  return {Sized(mnist.images.index_select(0, Indices(items)), config.side),
          at::tensor(labels, at::kLong), at::tensor(channels, at::kLong)};
}

}  // namespace

DigitDomains::DigitDomains(std::string name, std::vector<std::string> names,
                           std::vector<std::string> classes,
                           std::vector<Domain> domains)
    : name_(std::move(name)),
      names_(std::move(names)),
      classes_(std::move(classes)),
      domains_(std::move(domains)) {
  CHECK_EQ(names_.size(), domains_.size());
}

int64_t DigitDomains::size(int domain) const {
  return domains_.at(domain).labels.size(0);
}

Inputs DigitDomains::Get(int domain, std::span<const int64_t> items) const {
  const Domain& from = domains_.at(domain);
  const at::Tensor chosen = Indices(items);
  const at::Tensor gray =  // [n,1,S,S]
      from.images.index_select(0, chosen).to(at::kFloat).div_(255).unsqueeze(1);
  if (!from.colours.defined()) return Inputs(gray);
  const at::Tensor second =  // of each image, whether it stands in channel 1
      from.colours.index_select(0, chosen).view({-1, 1, 1, 1}).to(at::kFloat);
  return Inputs(at::cat({gray * (1 - second), gray * second}, 1));
}

at::Tensor DigitDomains::Labels(int domain, std::span<const int64_t> items) const {
  return domains_.at(domain).labels.index_select(0, Indices(items));
}

std::vector<int64_t> DigitDomains::shape() const {
  const int64_t side = domains_[0].images.size(1);
  return {domains_[0].colours.defined() ? 2 : 1, side, side};
}

absl::StatusOr<std::unique_ptr<DomainData>> ColoredMnist(const Mnist& mnist,
                                                         const DigitConfig& config) {
  const int64_t n = mnist.labels.size(0), domains = kDisagree.size();
  RETURN_IF_ERROR(CheckConfig(config, n, domains));
  const auto order = RandomStream(config.seed, "digits").Permutation(n);
  std::vector<DigitDomains::Domain> made;
  for (int64_t e = 0; e < domains; ++e)
    made.push_back(Coloured(mnist, Deal(order, e, domains, config.per_domain),
                            kDisagree[e], config));
  return std::make_unique<DigitDomains>(
      "ColoredMNIST", std::vector<std::string>{"+90%", "+80%", "-90%"},
      std::vector<std::string>{"5-9", "0-4"}, std::move(made));
}

absl::StatusOr<std::unique_ptr<DomainData>> RotatedMnist(const Mnist& mnist,
                                                         const DigitConfig& config) {
  const int64_t n = mnist.labels.size(0), domains = kAngles.size();
  RETURN_IF_ERROR(CheckConfig(config, n, domains));
  const auto order = RandomStream(config.seed, "digits").Permutation(n);
  std::vector<DigitDomains::Domain> made;
  std::vector<std::string> names, classes;
  for (int64_t e = 0; e < domains; ++e) {
    const at::Tensor items = Indices(Deal(order, e, domains, config.per_domain));
    made.push_back(
        {Sized(Rotated(mnist.images.index_select(0, items), kAngles[e]), config.side),
         mnist.labels.index_select(0, items), at::Tensor()});
    names.push_back(StrCat(kAngles[e]));
  }
  for (int digit = 0; digit < 10; ++digit) classes.push_back(StrCat(digit));
  return std::make_unique<DigitDomains>("RotatedMNIST", names, classes,
                                        std::move(made));
}

}  // namespace graft
