// LoadImageFolders: photos laid out as folder/<domain>/<class>/*.jpg or *.png.
//
// Idea:      One sub-folder a domain, in it one a class, in it the images, also in folders
//            below. Domains, classes and images in the order of their names (as DomainBed and
//            torchvision's ImageFolder sort them), so that numbers mean the same everywhere.
//            Only names are read here; an image is decoded when it is needed (photos.h). id
//            is "<domain>/<class>/<file>". Names that begin with a dot are left out.
// Errors:    NotFound without the folder; InvalidArgument for fewer than two domains or
//            classes, for domains with different classes (DomainBed would number them
//            differently in each: an empty folder says that a domain has none), for a domain
//            without images, and for images of another format, counted and the first ones
//            named. What is named like no image is not an error; it is in `ignored`.
#pragma once

#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/data/example.h"

namespace graft {

struct ImageExample {
  std::string path = "";
  int label = 0;   // index into labels
  int domain = 0;  // index into domains
  std::string id = "";
};
using ImageDataset = Dataset<ImageExample>;

struct ImageFolders {
  ImageDataset data;
  std::vector<std::string> ignored;  // paths of files that are named like no image
};

absl::StatusOr<ImageFolders> LoadImageFolders(const std::string& folder);

// Decodes every image. InvalidArgument if any cannot be read: how many, and the first ones by
// path and cause. A few ms a photo and core.
absl::Status CheckImages(const ImageDataset& data);

}  // namespace graft
