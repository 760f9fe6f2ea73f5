// Any text is a tree or an error inside it, and a tree is written and read again as it was.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "algorithms/trees/build/serialize.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace graft::trees;
  const auto tree = Deserialize({reinterpret_cast<const char*>(data), size});
  if (!tree.ok()) {
    if (tree.error().position > size) std::abort();
    return 0;
  }
  const std::string text = Serialize(tree->root);
  const auto again = Deserialize(text);
  if (!again.ok() || Serialize(again->root) != text) std::abort();
  return 0;
}
