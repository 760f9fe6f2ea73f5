// LoadFolders: a data set laid out as folder/<class>/*.txt.
//
// Idea:      One sub-folder a class, one text a file. Classes and files in the order of
//            their names; the id of an example is "<class>/<file>". Other files are ignored.
// Errors:    NotFound if there is no such folder; InvalidArgument if it has fewer than two
//            classes, a class has no texts, or a text is too long for a tokenizer.
#pragma once

#include <string>

#include "common/base/status.h"
#include "common/data/example.h"
#include "common/data/utf8.h"

namespace graft {

absl::StatusOr<TextDataset> LoadFolders(const std::string& folder, InvalidUtf8 policy);

}  // namespace graft
