#include "common/data/gzip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <zlib.h>

#include <vector>

namespace graft {
namespace {

using testing::HasSubstr;

std::string Gzipped(const std::string& text) {
  z_stream stream = {};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY),
            Z_OK);
  std::string bytes(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = text.size();
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = bytes.size();
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  bytes.resize(stream.total_out);
  deflateEnd(&stream);
  return bytes;
}

TEST(Gunzip, InflatesWhatWasDeflated) {
  rc::check([](const std::string& text) {
    RC_ASSERT(Gunzip(Gzipped(text)).value() == text);
  });
  const std::string large(1 << 20, 'x');  // larger than the chunks it works in
  EXPECT_EQ(Gunzip(Gzipped(large)).value(), large);
}

TEST(Gunzip, JoinsTheMembersOfAFile) {
  EXPECT_EQ(Gunzip(Gzipped("one ") + Gzipped("") + Gzipped("two")).value(), "one two");
}

TEST(Gunzip, RejectsEveryTruncation) {
  const std::string bytes = Gzipped("some text, some text");
  for (size_t n = 0; n < bytes.size(); ++n)
    EXPECT_EQ(Gunzip(bytes.substr(0, n)).status().code(),
              absl::StatusCode::kInvalidArgument)
        << n;
}

TEST(Gunzip, RejectsOtherBytesWrongChecksumsAndTails) {
  std::string wrong = Gzipped("some text");
  wrong[wrong.size() - 6] ^= 1;  // in the checksum
  EXPECT_THAT(std::string(Gunzip(wrong).status().message()), HasSubstr("data check"));
  EXPECT_THAT(std::string(Gunzip("plain text").status().message()),
              HasSubstr("not a whole gzip file"));
  EXPECT_FALSE(Gunzip(Gzipped("some text") + "tail").ok());
}

TEST(Gunzip, StopsAtTheLimit) {
  const std::string bomb = Gzipped(std::string(10'000'000, '\0'));
  EXPECT_EQ(Gunzip(bomb, 1'000'000).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(Gunzip, SurvivesFlippedBits) {
  const std::string bytes = Gzipped("some text, some text, and other text");
  rc::check([&](unsigned at, unsigned bit) {
    std::string flipped = bytes;
    flipped[at % bytes.size()] ^= static_cast<char>(1 << bit % 8);
    const absl::StatusOr<std::string> text = Gunzip(flipped, 1 << 20);
    if (text.ok()) RC_ASSERT(text->size() <= size_t{1} << 20);
  });
}

}  // namespace
}  // namespace graft
