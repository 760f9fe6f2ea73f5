// DigitDomains: MNIST in several domains, coloured or turned, as DomainBed builds them.
//
// Idea:    All 70,000 images are shuffled once and dealt to the domains in turn. ColoredMNIST:
//          the label says whether the digit is below five, with one in four turned over; the
//          colour agrees with that label in 90 %, 80 % and 10 % of the images, so it is a
//          better cue than the shape in training and a wrong one in the last domain.
//          RotatedMNIST: the label is the digit, a domain an angle.
// Paper:   Arjovsky et al., arXiv 1907.02893, section 5.1 (coloured); Ghifary et al., "Domain
//          Generalization for Object Recognition with Multi-task Autoencoders", ICCV 2015,
//          arXiv 1508.07680 (rotated); DomainBed's datasets.py.
// Symbols: e probability that the colour disagrees with the label: 0.1, 0.2, 0.9
// Computes: y = (digit < 5) xor B(¼);  colour = y xor B(e);  the image stands in channel
//          `colour` of two, the other is 0; pixels / 255
// Differs: the shuffle depends on `seed` alone, and labels and colours on the image, so a
//          reduced set is a part of the full one. `side` 14 takes every second pixel, as the
//          paper's own experiment did.
// Errors:  InvalidArgument for a side that is not 28 or 14, or domains of more images than
//          there are.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/data/mnist.h"
#include "dg/core/domain_data.h"

namespace graft {

struct DigitConfig {
  int64_t side = kMnistSide;  // 28, or 14
  int64_t per_domain = 0;     // images of each domain; 0: all
  uint64_t seed = 0;          // of the shuffle, the labels' noise and the colours
};

class DigitDomains final : public DomainData {
 public:
  struct Domain {
    at::Tensor images;   // [n,S,S] uint8
    at::Tensor labels;   // [n] int64
    at::Tensor colours;  // [n] int64, 0 or 1; undefined: one gray channel
  };
  DigitDomains(std::string name, std::vector<std::string> names,
               std::vector<std::string> classes, std::vector<Domain> domains);

  const std::string& name() const override { return name_; }
  const std::vector<std::string>& domains() const override { return names_; }
  const std::vector<std::string>& classes() const override { return classes_; }
  int64_t size(int domain) const override;
  Inputs Get(int domain, std::span<const int64_t> items) const override;
  at::Tensor Labels(int domain, std::span<const int64_t> items) const override;
  std::vector<int64_t> shape() const override;
  DataScale scale() const override { return DataScale::kSmallImages; }

 private:
  std::string name_;
  std::vector<std::string> names_, classes_;
  std::vector<Domain> domains_;
};

absl::StatusOr<std::unique_ptr<DomainData>> ColoredMnist(const Mnist& mnist,
                                                         const DigitConfig& config);
absl::StatusOr<std::unique_ptr<DomainData>> RotatedMnist(const Mnist& mnist,
                                                         const DigitConfig& config);

}  // namespace graft
