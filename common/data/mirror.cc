#include "common/data/mirror.h"

#include <cstdlib>

#include "common/base/files.h"
#include "common/base/runfiles.h"
#include "common/data/csv.h"
#include "common/data/gzip.h"

namespace graft {
namespace {

constexpr char kHowTo[] =
    "\nTo get the data: python3 tools/fetch_mirror.py FOLDER, then set "
    "GRAFT_DATA_MIRROR=FOLDER (an absolute path).";

// SHA-256 of the contents, as the list of files has it.
absl::StatusOr<std::string> ListedHash(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string list, Runfile("third_party/mirror.tsv"));
  ASSIGN_OR_RETURN(const Csv csv, ReadCsv(list, Tsv()));
  ASSIGN_OR_RETURN(const int path_column, csv.Column("path"));
  ASSIGN_OR_RETURN(const int sha256_column, csv.Column("sha256"));
  for (const auto& row : csv.rows)
    if (row[path_column] == path) return row[sha256_column];
  return absl::NotFoundError(StrCat(list, " does not list ", path));
}

}  // namespace

absl::StatusOr<std::string> ReadMirrored(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string sha256, ListedHash(path));
  const char* folder = std::getenv("GRAFT_DATA_MIRROR");
  if (folder == nullptr || *folder == '\0')
    return absl::NotFoundError(
        StrCat(path, " is needed, and GRAFT_DATA_MIRROR names no folder to find it in.",
               kHowTo));
  return ReadMirroredFrom(folder, path, sha256);
}

absl::StatusOr<std::string> ReadMirroredFrom(const std::string& folder,
                                             const std::string& path,
                                             const std::string& sha256) {
  const std::string full = folder + "/" + path;
  absl::StatusOr<std::string> bytes = ReadFile(full);
  if (absl::IsNotFound(bytes.status()))
    return absl::NotFoundError(StrCat(full, " is not there.", kHowTo));
  if (bytes.ok() && path.ends_with(".gz")) bytes = Gunzip(*bytes);
  if (!bytes.ok()) return WithContext(bytes.status(), full);
  if (const std::string found = Sha256Hex(*bytes); found != sha256)
    return absl::InvalidArgumentError(StrCat(full, ": sha256 of its contents is ",
                                             found, ", expected ", sha256, ".",
                                             kHowTo));
  return bytes;
}

}  // namespace graft
