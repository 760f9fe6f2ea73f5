#include "dg/data/photo_domains.h"

#include <utility>

#include "common/base/check.h"
#include "common/data/photos.h"
#include "common/tensor/ops.h"
#include "dg/data/by_domain.h"

namespace graft {
namespace {

at::Tensor MustRead(const absl::StatusOr<at::Tensor>& photo) {
  CHECK(photo.ok()) << "changed since it was checked: " << photo.status();
  return *photo;
}

}  // namespace

absl::StatusOr<std::unique_ptr<DomainData>> PhotoDomains::Create(
    const std::string& folder, int64_t per_domain) {
  ASSIGN_OR_RETURN(const ImageFolders folders, LoadImageFolders(folder));
  RETURN_IF_ERROR(CheckImages(folders.data));
  std::vector<std::vector<ImageExample>> photos;
  for (ImageDataset& part : ByDomain(folders.data, per_domain))
    photos.push_back(std::move(part.examples));
  return std::unique_ptr<DomainData>(
      new PhotoDomains(WithoutExamples(folders.data), std::move(photos)));
}

int64_t PhotoDomains::size(int domain) const {
  return static_cast<int64_t>(photos_.at(domain).size());
}

Inputs PhotoDomains::Get(int domain, std::span<const int64_t> items) const {
  std::vector<at::Tensor> photos;
  for (const int64_t i : items)
    photos.push_back(MustRead(LoadPhoto(photos_.at(domain).at(i).path)));
  return Inputs(at::stack(photos));
}

Inputs PhotoDomains::Augmented(int domain, std::span<const int64_t> items,
                               const RandomStream& stream) const {
  std::vector<at::Tensor> photos;
  for (size_t k = 0; k < items.size(); ++k)
    photos.push_back(
        MustRead(LoadPhoto(photos_.at(domain).at(items[k]).path, AugmentConfig(),
                           stream.Fork(static_cast<uint64_t>(k)))));
  return Inputs(at::stack(photos));
}

at::Tensor PhotoDomains::Labels(int domain, std::span<const int64_t> items) const {
  std::vector<int64_t> labels;
  for (const int64_t i : items) labels.push_back(photos_.at(domain).at(i).label);
  return at::tensor(labels, at::kLong);
}

std::vector<int64_t> PhotoDomains::shape() const { return {3, kPhotoSide, kPhotoSide}; }

}  // namespace graft
