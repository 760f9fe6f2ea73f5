#include "common/formats/idx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Big-endian sizes after the magic number, as the format's page has them.
std::string File(int type, const std::vector<uint32_t>& sizes,
                 const std::string& elements) {
  std::string bytes = {0, 0, static_cast<char>(type), static_cast<char>(sizes.size())};
  for (const uint32_t size : sizes)
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(size >> shift);
  return bytes + elements;
}

absl::StatusOr<TensorView> Parsed(const std::string& bytes) {
  return ParseIdx(std::as_bytes(std::span(bytes)), "t.idx");
}

std::string ErrorOf(const std::string& bytes) {
  return std::string(Parsed(bytes).status().message());
}

TEST(Idx, ReadsSizesAndElementsInPlace) {
  const std::string bytes = File(8, {2, 1, 3}, "abcdef");
  const TensorView tensor = Parsed(bytes).value();
  EXPECT_EQ(tensor.name, "t.idx");
  EXPECT_EQ(tensor.dtype, DType::kU8);
  EXPECT_THAT(tensor.shape, ElementsAre(2, 1, 3));
  EXPECT_EQ(reinterpret_cast<const char*>(tensor.bytes.data()), bytes.data() + 16);
  EXPECT_EQ(tensor.bytes.size(), 6u);
}

TEST(Idx, ReadsSizesBeyondOneByte) {
  const std::string bytes = File(8, {0x010203}, std::string(0x010203, 'x'));
  EXPECT_THAT(Parsed(bytes).value().shape, ElementsAre(66051));
}

TEST(Idx, ReadsNoElementsAndOne) {
  EXPECT_TRUE(Parsed(File(8, {0, 28, 28}, "")).value().bytes.empty());
  EXPECT_EQ(Parsed(File(8, {}, "x")).value().bytes.size(), 1u);
}

TEST(Idx, NamesWhatIsWrongWithTheBeginning) {
  EXPECT_THAT(ErrorOf(""), HasSubstr("t.idx: is no IDX file"));
  EXPECT_THAT(ErrorOf("PK\3\4 and so on"), HasSubstr("is no IDX file"));
  EXPECT_THAT(ErrorOf("\x1F\x8B\x08 and so on"), HasSubstr("unpack it first"));
  EXPECT_THAT(ErrorOf(File(13, {1}, "abcd")),
              HasSubstr("type 13 (float32); expected 8, unsigned bytes"));
  EXPECT_THAT(ErrorOf(File(7, {1}, "a")), HasSubstr("no type that IDX has"));
}

TEST(Idx, RefusesSizesThatDoNotFitTheFile) {
  const std::string whole = File(8, {2, 3}, "abcdef");
  for (size_t length = 0; length < whole.size(); ++length)
    EXPECT_FALSE(Parsed(whole.substr(0, length)).ok()) << length;
  EXPECT_THAT(ErrorOf(whole.substr(0, 9)), HasSubstr("ends within its header: 2 sizes "
                                                     "need 12 bytes, found 9"));
  EXPECT_THAT(ErrorOf(whole.substr(0, 17)),
              HasSubstr("sizes [2,3] do not fit the 5 bytes"));
  EXPECT_THAT(ErrorOf(whole + "x"), HasSubstr("do not fit the 7 bytes"));
}

// Products that overflow 64 bits must not come out as the number that is there.
TEST(Idx, RefusesSizesWhoseProductOverflows) {
  const uint32_t most = 0xFFFFFFFF;
  EXPECT_THAT(ErrorOf(File(8, {most, most, most}, "ab")), HasSubstr("do not fit"));
  EXPECT_THAT(ErrorOf(File(8, {1u << 31, 1u << 31, 4}, "")), HasSubstr("do not fit"));
  EXPECT_THAT(ErrorOf(File(8, std::vector<uint32_t>(255, most), "ab")),
              HasSubstr("do not fit"));
}

}  // namespace
}  // namespace graft
