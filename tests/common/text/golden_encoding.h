// What the tests of tokenizers share: bytes and encodings of golden files.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "common/base/files.h"
#include "common/base/strings.h"
#include "common/text/encoding.h"

namespace graft::testing {

// A file of tests/common/text/testdata.
inline nlohmann::json GoldenJson(const std::string& name) {
  return nlohmann::json::parse(ReadFile("tests/common/text/testdata/" + name).value());
}

inline std::string FromHex(const std::string& hex) {
  std::string bytes;
  for (size_t i = 0; i < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

// The begins and ends of the offsets, one after another.
inline std::vector<int32_t> Flat(const Encoding& encoding) {
  std::vector<int32_t> flat;
  for (const auto& [begin, end] : encoding.offsets)
    flat.insert(flat.end(), {begin, end});
  return flat;
}

// "ids", "types" and "offsets", or "size" and "sha256" of "id:begin:end " for each token.
inline void ExpectEqual(const Encoding& actual, const nlohmann::json& golden) {
  if (golden.contains("sha256")) {
    EXPECT_EQ(actual.size(), golden["size"].get<size_t>());
    std::string text;
    for (size_t i = 0; i < actual.size(); ++i)
      text += StrCat(actual.ids[i], ":", actual.offsets[i].first, ":",
                     actual.offsets[i].second, " ");
    EXPECT_EQ(Sha256Hex(text), golden["sha256"].get<std::string>());
    return;
  }
  EXPECT_EQ(actual.ids, golden["ids"].get<std::vector<int32_t>>());
  EXPECT_EQ(actual.types, golden["types"].get<std::vector<int32_t>>());
  EXPECT_EQ(Flat(actual), golden["offsets"].get<std::vector<int32_t>>());
}

}  // namespace graft::testing
