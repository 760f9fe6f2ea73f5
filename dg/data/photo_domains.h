// PhotoDomains: folders of photos as domains; decoded when they are asked for.
//
// Idea:   A photo is read, brought to 224 × 224 and normalised each time: a set of any size
//         takes the memory of a batch. For training it is augmented as DomainBed does.
// Errors: Create: those of LoadImageFolders; InvalidArgument naming the images that cannot be
//         read, before anything is trained. A file that breaks afterwards is a CHECK.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/data/image_folders.h"
#include "dg/core/domain_data.h"

namespace graft {

class PhotoDomains final : public DomainData {
 public:
  // `per_domain`: of each domain, the first by the hash of their ids; 0: all.
  static absl::StatusOr<std::unique_ptr<DomainData>> Create(const std::string& folder,
                                                            int64_t per_domain = 0);

  const std::string& name() const override { return data_.name; }
  const std::vector<std::string>& domains() const override { return data_.domains; }
  const std::vector<std::string>& classes() const override { return data_.labels; }
  int64_t size(int domain) const override;
  Inputs Get(int domain, std::span<const int64_t> items) const override;
  Inputs Augmented(int domain, std::span<const int64_t> items,
                   const RandomStream& stream) const override;
  at::Tensor Labels(int domain, std::span<const int64_t> items) const override;
  std::vector<int64_t> shape() const override;

 private:
  PhotoDomains(ImageDataset names, std::vector<std::vector<ImageExample>> photos)
      : data_(std::move(names)), photos_(std::move(photos)) {}

  ImageDataset data_;  // without examples
  std::vector<std::vector<ImageExample>> photos_;
};

}  // namespace graft
