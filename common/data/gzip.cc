#include "common/data/gzip.h"

#include <zlib.h>

#include <array>
#include <limits>

namespace graft {
namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;

absl::Status Broken(const z_stream& stream, const char* otherwise) {
  return absl::InvalidArgumentError(StrCat(
      "not a whole gzip file: ", stream.msg != nullptr ? stream.msg : otherwise));
}

// Inflates every member of the stream into `text`.
absl::Status Inflate(z_stream* stream, int64_t max_bytes, std::string* text) {
  std::array<char, 1 << 16> chunk;
  int code = Z_OK;
  while (code != Z_STREAM_END || stream->avail_in > 0) {
    if (code == Z_STREAM_END && inflateReset(stream) != Z_OK)
      return Broken(*stream, "cannot start the next member");
    stream->next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream->avail_out = chunk.size();
    code = inflate(stream, Z_NO_FLUSH);
    if (code != Z_OK && code != Z_STREAM_END) return Broken(*stream, "it is truncated");
    text->append(chunk.data(), chunk.size() - stream->avail_out);
    if (static_cast<int64_t>(text->size()) > max_bytes)
      return absl::ResourceExhaustedError(
          StrCat("the gzip file holds more than ", max_bytes, " bytes"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> Gunzip(std::string_view bytes, int64_t max_bytes) {
  if (bytes.size() > std::numeric_limits<uInt>::max())
    return absl::ResourceExhaustedError("the gzip file is larger than 4 GiB");
  z_stream stream = {};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  if (inflateInit2(&stream, kGzipOnly) != Z_OK)
    return absl::InternalError("zlib cannot start");
  std::string text;
  const absl::Status status = Inflate(&stream, max_bytes, &text);
  inflateEnd(&stream);
  if (!status.ok()) return status;
  return text;
}

}  // namespace graft
