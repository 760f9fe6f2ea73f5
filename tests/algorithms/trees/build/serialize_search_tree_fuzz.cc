// Any text is a search tree or an error inside it, and a tree is written and read again as it was.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "algorithms/trees/build/serialize_search_tree.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace graft::trees;
  const auto tree = DeserializeSearchTree({reinterpret_cast<const char*>(data), size});
  if (!tree.ok()) {
    if (tree.error().position > size) std::abort();
    return 0;
  }
  const std::string text = SerializeSearchTree(tree->root);
  const auto again = DeserializeSearchTree(text);
  if (!again.ok() || SerializeSearchTree(again->root) != text) std::abort();
  return 0;
}
