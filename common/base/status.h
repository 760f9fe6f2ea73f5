// Status: what to write where data, files or flags may be wrong.
//
// Use:     ASSIGN_OR_RETURN(const Csv csv, ReadCsv(path));
//          RETURN_IF_ERROR(Save(path));
//          return WithContext(status, "reading the adapter");  // "reading the adapter: …"
// A message names the file, line or key, what was expected, what was found, and what to do.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string_view>
#include <utility>

#include "common/base/strings.h"

namespace graft {

// The same error with `context` and a colon before its message; OK stays OK.
inline absl::Status WithContext(const absl::Status& status, std::string_view context) {
  if (status.ok()) return status;
  return absl::Status(status.code(), StrCat(context, ": ", status.message()));
}

namespace internal {
inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <class T>
const absl::Status& StatusOf(const absl::StatusOr<T>& value) {
  return value.status();
}
}  // namespace internal

}  // namespace graft

#define RETURN_IF_ERROR(expression)                                   \
  do {                                                                \
    if (absl::Status graft_status = (expression); !graft_status.ok()) \
      return graft_status;                                            \
  } while (false)

#define GRAFT_CONCAT_INNER(a, b) a##b
#define GRAFT_CONCAT(a, b) GRAFT_CONCAT_INNER(a, b)
#define GRAFT_ASSIGN_OR_RETURN(value, target, expression)     \
  auto value = (expression);                                  \
  if (!value.ok()) return ::graft::internal::StatusOf(value); \
  target = *std::move(value)

// ASSIGN_OR_RETURN(type name, expression): unwraps a StatusOr or returns its error.
#define ASSIGN_OR_RETURN(target, expression) \
  GRAFT_ASSIGN_OR_RETURN(GRAFT_CONCAT(graft_or_, __LINE__), target, expression)
