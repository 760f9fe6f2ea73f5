#include "common/formats/safetensors_header.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace graft {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

// A file of this header and that many bytes of data; the header is padded as the format asks.
std::string File(std::string header, size_t data_size = 0) {
  header.resize((header.size() + 7) / 8 * 8, ' ');
  const uint64_t length = header.size();
  std::string file(8, '\0');
  std::memcpy(file.data(), &length, 8);
  return file + header + std::string(data_size, 'x');
}

absl::StatusOr<SafetensorsContents> Parse(const std::string& file) {
  return ParseSafetensors(std::as_bytes(std::span(file)), "m.safetensors");
}

std::string ErrorOf(const std::string& file) {
  const auto contents = Parse(file);
  if (contents.ok()) return "no error";
  EXPECT_EQ(contents.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(contents.status().message().substr(0, 15) == "m.safetensors: ");
  return std::string(contents.status().message());
}

// The error for one tensor "a" with these fields and that many bytes of data.
std::string TensorError(const std::string& fields, size_t data_size) {
  return ErrorOf(File("{\"a\":{" + fields + "}}", data_size));
}

TEST(SafetensorsHeader, TensorsComeInTheOrderOfTheirDataWithViewsIntoTheFile) {
  const std::string file =
      File(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},)"
           R"("b":{"dtype":"I64","shape":[],"data_offsets":[0,8]},)"
           R"("__metadata__":{"k":"v","":"ü"}})",
           12);
  const auto contents = Parse(file);
  ASSERT_TRUE(contents.ok()) << contents.status();
  ASSERT_EQ(contents->tensors.size(), 2);
  const TensorView &b = contents->tensors[0], &a = contents->tensors[1];
  EXPECT_EQ(a.name, "a");
  EXPECT_EQ(a.dtype, DType::kF32);
  EXPECT_THAT(a.shape, ElementsAre(1));
  EXPECT_EQ(b.name, "b");
  EXPECT_EQ(b.dtype, DType::kI64);
  EXPECT_TRUE(b.shape.empty());
  const auto* end = reinterpret_cast<const std::byte*>(file.data() + file.size());
  EXPECT_EQ(b.bytes.data(), end - 12);
  EXPECT_EQ(b.bytes.size(), 8);
  EXPECT_EQ(a.bytes.data(), end - 4);
  EXPECT_THAT(contents->metadata, ElementsAre(Pair("", "ü"), Pair("k", "v")));
}

TEST(SafetensorsHeader, AFileMayHoldNothingAndTensorsMayBeEmpty) {
  EXPECT_TRUE(Parse(File("{}"))->tensors.empty());
  const auto contents =
      Parse(File(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                 R"("e":{"dtype":"F32","shape":[0,9],"data_offsets":[0,0]},)"
                 R"("z":{"dtype":"F32","shape":[9,0],"data_offsets":[4,4]}})",
                 4));
  ASSERT_TRUE(contents.ok()) << contents.status();
  EXPECT_EQ(contents->tensors.size(), 3);
}

TEST(SafetensorsHeader, AFileWithoutAWholeHeaderIsAnError) {
  const std::string good =
      File(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", 2);
  ASSERT_TRUE(Parse(good).ok());
  for (size_t size = 0; size < good.size(); ++size)
    EXPECT_NE(ErrorOf(good.substr(0, size)), "no error") << size;
  EXPECT_THAT(ErrorOf(""), HasSubstr("at least 8 bytes, found 0; the file is damaged"));
  EXPECT_THAT(ErrorOf(good.substr(0, 20)), HasSubstr("but the file has only 12"));
  EXPECT_THAT(
      ErrorOf(std::string(9, '\xff')),
      HasSubstr("at most 100000000 bytes, found a length of 18446744073709551615"));
  EXPECT_THAT(ErrorOf("PK\3\4 this is a zip archive, such as PyTorch's own format"),
              HasSubstr("is this a safetensors file?"));
}

TEST(SafetensorsHeader, AHeaderThatIsNotAnObjectInUtf8IsAnError) {
  EXPECT_THAT(ErrorOf(File("")), HasSubstr("begin with '{'"));
  EXPECT_THAT(ErrorOf(File("[]")), HasSubstr("begin with '{'"));
  EXPECT_THAT(ErrorOf(File("  {}")), HasSubstr("begin with '{'"));
  EXPECT_THAT(ErrorOf(File("{\"a\":")),
              HasSubstr("the header: not valid JSON: line 1"));
  EXPECT_THAT(ErrorOf(File("{} {}")), HasSubstr("not valid JSON"));
  EXPECT_THAT(ErrorOf(File("{\"\xff\":1}")), HasSubstr("not valid JSON"));
  EXPECT_THAT(ErrorOf(File(std::string(100'000, '{'))), HasSubstr("not valid JSON"));
}

TEST(SafetensorsHeader, TwoTensorsOfOneNameAreAnError) {
  const std::string a = R"("a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]})";
  EXPECT_THAT(ErrorOf(File("{" + a + "," + a + "}", 1)),
              HasSubstr("key \"a\" is given twice"));
}

TEST(SafetensorsHeader, MetadataMustBeAnObjectOfStrings) {
  EXPECT_THAT(ErrorOf(File(R"({"__metadata__":["x"]})")),
              HasSubstr("__metadata__: expected an object, found an array of 1"));
  EXPECT_THAT(ErrorOf(File(R"({"__metadata__":{"epoch":3}})")),
              HasSubstr("__metadata__: key \"epoch\": expected a string, found 3"));
}

TEST(SafetensorsHeader, AnEntryMustHaveExactlyItsThreeFields) {
  EXPECT_THAT(ErrorOf(File(R"({"a":[1]})")),
              HasSubstr("tensor \"a\": expected an object, found an array of 1"));
  EXPECT_THAT(TensorError(R"("shape":[1],"data_offsets":[0,4])", 4),
              HasSubstr("tensor \"a\": key \"dtype\" is missing"));
  EXPECT_THAT(TensorError(R"("dtype":"F32","data_offsets":[0,4])", 4),
              HasSubstr("\"shape\" to be a list of integers, found none"));
  EXPECT_THAT(TensorError(R"("dtype":"F32","shape":[1])", 4),
              HasSubstr("\"data_offsets\" to be a list of integers, found none"));
  EXPECT_THAT(TensorError(R"("dtype":"F32","shapes":[1],"data_offsets":[0,4])", 4),
              HasSubstr("unknown key \"shapes\"; did you mean shape?"));
}

TEST(SafetensorsHeader, AnUnknownTypeIsAnErrorListingTheKnownOnes) {
  EXPECT_THAT(TensorError(R"("dtype":"F4","shape":[2],"data_offsets":[0,1])", 1),
              AllOf(HasSubstr("tensor \"a\""), HasSubstr("BOOL, U8, I8"),
                    HasSubstr("U64"), HasSubstr("found \"F4\"")));
}

TEST(SafetensorsHeader, ShapesMustBeIntegersFromZeroThatDoNotOverflow) {
  const auto error = [](const std::string& shape) {
    return TensorError(R"("dtype":"F32","data_offsets":[0,4],"shape":)" + shape, 4);
  };
  EXPECT_EQ(error("[1]"), "no error");
  EXPECT_THAT(error("4"), HasSubstr("a list of integers, found 4"));
  EXPECT_THAT(error("[-1]"), HasSubstr("integers from 0 to 2^63 - 1, found -1"));
  EXPECT_THAT(error("[1.0]"), HasSubstr("found 1.0"));
  EXPECT_THAT(error("[\"1\"]"), HasSubstr("found \"1\""));
  EXPECT_THAT(error("[9223372036854775808]"), HasSubstr("found 9223372036854775808"));
  EXPECT_THAT(error("[4294967296,4294967296]"),
              HasSubstr("takes more than 2^63 bytes"));
  // 4 · 2^62 is 0 in 64 bits, and 2^62 + 1 elements would take 4.
  EXPECT_THAT(error("[4611686018427387905]"), HasSubstr("takes more than 2^63 bytes"));
}

TEST(SafetensorsHeader, TheBytesMustFitTheShape) {
  EXPECT_THAT(TensorError(R"("dtype":"F32","shape":[2,3],"data_offsets":[0,20])", 20),
              HasSubstr("tensor \"a\": F32 [2,3] takes 24 bytes, but \"data_offsets\" "
                        "give it 20; the file is damaged"));
}

TEST(SafetensorsHeader, OffsetsMustBeTwoIntegersInOrderWithinTheFile) {
  const auto error = [](const std::string& offsets) {
    return TensorError(R"("dtype":"U8","shape":[4],"data_offsets":)" + offsets, 4);
  };
  EXPECT_EQ(error("[0,4]"), "no error");
  EXPECT_THAT(error("[0]"), HasSubstr("[begin, end] with begin ≤ end, found [0]"));
  EXPECT_THAT(error("[0,2,4]"), HasSubstr("found [0,2,4]"));
  EXPECT_THAT(error("[4,0]"), HasSubstr("found [4,0]"));
  EXPECT_THAT(error("[-4,0]"), HasSubstr("found -4"));
  EXPECT_THAT(error("[1,5]"), HasSubstr("end at byte 5 but the file has only 4"));
  EXPECT_THAT(error("[0,9223372036854775807]"), HasSubstr("has only 4"));
}

TEST(SafetensorsHeader, GapsOverlapsAndLeftoversAreErrors) {
  const auto error = [](const std::string& a, const std::string& b, size_t size) {
    const std::string entry = R"({"dtype":"U8","shape":[2],"data_offsets":)";
    return ErrorOf(File("{\"a\":" + entry + a + "},\"b\":" + entry + b + "}}", size));
  };
  EXPECT_EQ(error("[0,2]", "[2,4]", 4), "no error");
  EXPECT_EQ(error("[2,4]", "[0,2]", 4), "no error");
  EXPECT_THAT(error("[0,2]", "[3,5]", 5),
              HasSubstr("tensor \"b\": expected its data to begin at byte 2"));
  EXPECT_THAT(error("[0,2]", "[1,3]", 3), HasSubstr("begin at byte 2"));
  EXPECT_THAT(error("[0,2]", "[0,2]", 2), HasSubstr("begin at byte 2"));
  EXPECT_THAT(error("[1,3]", "[3,5]", 5), HasSubstr("tensor \"a\": expected its data"));
  EXPECT_THAT(error("[0,2]", "[2,4]", 5),
              HasSubstr("end at byte 4 of the data but the file has 5"));
}

TEST(SafetensorsHeader, DataThatIsNotAlignedToItsTypeIsAnErrorSayingWhatToDo) {
  EXPECT_THAT(
      ErrorOf(File(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                   R"("b":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}})",
                   5)),
      AllOf(HasSubstr("tensor \"b\": expected its F32 data to begin at a multiple "
                      "of 4 bytes"),
            HasSubstr("load and save the file once with Python's safetensors")));
}

TEST(SafetensorsHeader, AnyByteMayBeBrokenWithoutHarm) {
  const std::string good = File(
      R"({"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2,1],)"
      R"("data_offsets":[0,8]},"b":{"dtype":"U8","shape":[3],"data_offsets":[8,11]}})",
      11);
  ASSERT_TRUE(Parse(good).ok());
  for (size_t i = 0; i < good.size(); ++i)
    for (int value = 0; value < 256; value += 5) {
      std::string broken = good;
      broken[i] = static_cast<char>(value);
      const auto contents = Parse(broken);
      if (!contents.ok()) continue;
      size_t bytes = 0;
      for (const TensorView& tensor : contents->tensors) bytes += tensor.bytes.size();
      EXPECT_EQ(bytes, 11);
    }
}

TEST(SafetensorsHeader, ThePrefixIsAMultipleOf8AndReadsBack) {
  const std::string data(14, 'd');
  const auto bytes = std::as_bytes(std::span(data));
  for (int n = 0; n < 9; ++n) {
    const std::string name = "naïve \"" + std::string(n, '\\');
    const auto prefix =
        SafetensorsPrefix({{name, DType::kF64, {1}, bytes.first(8)},
                           {"b", DType::kI16, {1, 3}, bytes.subspan(8)}},
                          {{"k", "\t"}});
    ASSERT_TRUE(prefix.ok()) << prefix.status();
    EXPECT_EQ(prefix->size() % 8, 0);
    const std::string file = *prefix + data;
    const auto contents = Parse(file);
    ASSERT_TRUE(contents.ok()) << contents.status();
    EXPECT_EQ(contents->tensors[0].name, name);
    EXPECT_THAT(contents->tensors[1].shape, ElementsAre(1, 3));
    EXPECT_THAT(contents->metadata, ElementsAre(Pair("k", "\t")));
  }
}

TEST(SafetensorsHeader, NamesAndMetadataThatAreNotUtf8CannotBeWritten) {
  const TensorView bad = {"a\xff", DType::kU8, {0}, {}};
  EXPECT_EQ(SafetensorsPrefix({bad}, {}).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(SafetensorsPrefix({}, {{"k", "\xff"}}).ok());
  EXPECT_FALSE(SafetensorsPrefix({}, {{"\xff", "v"}}).ok());
}

TEST(SafetensorsHeaderDeathTest, BytesThatDoNotFitTheShapeAreOurBug) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const TensorView wrong = {"a", DType::kF32, {2}, {}};
  EXPECT_DEATH((void)SafetensorsPrefix({wrong}, {}), "8 vs. 0\\) a \\[2\\]");
}

}  // namespace
}  // namespace graft
