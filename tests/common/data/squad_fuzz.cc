// Any bytes are an error or questions whose answers stand in their contexts.
#include <cstdint>

#include "common/base/check.h"
#include "common/data/squad.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto squad =
      graft::ParseSquad({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!squad.ok()) return 0;
  for (const graft::SquadQuestion& question : squad->questions)
    for (const graft::SquadAnswer& answer : question.answers)
      CHECK(squad->contexts.at(question.context).find(answer.text) !=
            std::string::npos);
  return 0;
}
