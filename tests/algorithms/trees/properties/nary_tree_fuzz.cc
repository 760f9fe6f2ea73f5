// Any text is a tree or an error inside it, and a tree is written and read again as it was.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "algorithms/trees/properties/nary_tree.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace graft::trees;
  const auto tree = ParseNaryTree({reinterpret_cast<const char*>(data), size});
  if (!tree.ok()) {
    if (tree.error().position > size) std::abort();
    return 0;
  }
  const std::string text = FormatNaryTree(tree->root);
  const auto again = ParseNaryTree(text);
  if (!again.ok() || FormatNaryTree(again->root) != text) std::abort();
  return 0;
}
