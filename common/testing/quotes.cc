#include "common/testing/quotes.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

namespace graft::testing {
namespace {

// With one blank for each gap, so that a quotation may be indented otherwise.
std::string Words(const std::string& text) {
  std::istringstream stream(text);
  std::string words, word;
  while (stream >> word) words += " " + word;
  return words;
}

}  // namespace

std::string TextOfFile(const std::string& path) {
  std::ifstream stream(path);
  EXPECT_TRUE(stream) << "no file " << path;
  return {std::istreambuf_iterator<char>(stream), {}};
}

int ExpectQuoted(const std::string& markdown,
                 const std::vector<std::string>& code_files) {
  std::string code;
  for (const std::string& file : code_files) code += Words(TextOfFile(file));
  const std::string text = TextOfFile(markdown), fence = "```", open = fence + "cpp\n";
  int blocks = 0;
  for (size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    const std::string block = text.substr(at, text.find(fence, at) - at);
    EXPECT_NE(code.find(Words(block)), std::string::npos)
        << markdown << " shows code that no test compiles:\n"
        << block;
    ++blocks;
  }
  return blocks;
}

}  // namespace graft::testing
