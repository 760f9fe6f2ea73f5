// Catalog: the data sets of the program by name.
//
// Errors: NotFound for an unknown name, or where its files are missing; what the loaders say.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "dg/core/domain_data.h"

namespace graft {

struct DataRequest {
  std::string name;        // "colored_mnist", "rotated_mnist", "tweets" …
  int64_t side = 28;       // of digits: 28, or 14
  int64_t per_domain = 0;  // examples of each domain; 0: all
  // Of "photos": a folder domain/class/image. Of "csv": a table with the columns text, label
  // and domain.
  std::string path = {};
};

// What distinguishes this form of the data from another: "side 14, 2000 a domain".
std::string DataVersion(const DataRequest& request);

std::vector<std::string> DataNames();
absl::StatusOr<std::shared_ptr<const DomainData>> LoadDomainData(
    const DataRequest& request);

}  // namespace graft
