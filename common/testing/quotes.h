// Quotes: the C++ in a Markdown text is quoted from code that is compiled and tested.
#pragma once

#include <string>
#include <vector>

namespace graft::testing {

// The whole of a file; a failed expectation if there is none.
std::string TextOfFile(const std::string& path);

// Expects that each ```cpp block of the Markdown file stands in one of the code files, but for
// blanks and line ends; returns how many blocks there are.
int ExpectQuoted(const std::string& markdown,
                 const std::vector<std::string>& code_files);

}  // namespace graft::testing
