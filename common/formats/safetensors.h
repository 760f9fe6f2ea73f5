// Safetensors: tensors by name in one file, read in place and written all or nothing.
//
// Idea:    Opening maps the file and checks the whole header (safetensors_header.h); a
//          tensor's bytes come from disk when they are first read, and are never copied.
//          Writing streams to a temporary file, syncs and renames.
// Cost:    opening: O(header). Memory: the header, and the pages that are touched.
// Errors:  NotFound, InvalidArgument; a full disk is ResourceExhausted or so, and leaves the
//          file that was there.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/formats/mapped_file.h"
#include "common/formats/safetensors_header.h"
#include "common/formats/tensor_view.h"

namespace graft {

class SafetensorsFile {
 public:
  // Shared, so that whoever uses a tensor's bytes can keep the file mapped.
  static absl::StatusOr<std::shared_ptr<const SafetensorsFile>> Open(
      const std::string& path);

  const std::string& path() const { return path_; }
  // In the order of their data. The bytes live as long as this file.
  const std::vector<TensorView>& tensors() const { return contents_.tensors; }
  const std::map<std::string, std::string>& metadata() const {
    return contents_.metadata;
  }

 private:
  SafetensorsFile(std::string path, MappedFile file, SafetensorsContents contents);

  std::string path_;
  MappedFile file_;
  SafetensorsContents contents_;
};

// Replaces `path`. The tensors may come in any order; the file has them as the reference
// writes them: by element type, widest first, then by name. Names must differ, be UTF-8
// and not "__metadata__".
absl::Status WriteSafetensors(const std::string& path, std::vector<TensorView> tensors,
                              const std::map<std::string, std::string>& metadata = {});

}  // namespace graft
