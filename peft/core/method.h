// Method: a graft with what the library needs to list, build, merge and check it.
//
// Idea:   A method is one class derived from Method (or from Graft through it), a config
//         struct with Fields (options.h), a static Create, and one registration line in its
//         .cc:
//           REGISTER_METHOD(Lora, "lora", "low-rank change of linear maps", traits)
//         Listings, the command line, the design space and the conformance test read the
//         registry; none of them names a method.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/rng.h"
#include "common/base/status.h"
#include "common/models/graft.h"
#include "common/models/trunk.h"
#include "peft/core/options.h"

namespace graft {

// What a method promises; the conformance test holds it to that.
struct Traits {
  bool mergeable = false;          // Merged gives a plain model of the same function
  bool lengthens = false;          // puts virtual tokens in front of every sequence
  bool identity_at_start = false;  // untrained, it leaves the trunk's output as it is
  bool trains_nothing = false;     // no tensors of its own: only the head is trained
  bool shuts = false;              // parts may be shut, and feel no gradient then
};

class Method : public Graft {
 public:
  // The weight that replaces `theta` in a merged model; none if it stays as it is.
  virtual std::optional<at::Tensor> Merged(const std::string& name,
                                           const at::Tensor& theta) const {
    return std::nullopt;
  }

  // What other programs need of it: the tensors, or what a network that was only there for
  // training makes of them.
  virtual std::vector<NamedTensor> Exported() const { return Tensors(); }
};

// Elements of all its tensors.
int64_t ParameterCount(const Graft& graft);

// The trunk's weights with every Merged one in its place. The trunk itself is not touched:
// to unmerge is to go back to it.
Weights MergedWeights(const Method& method, const Weights& weights);

struct MethodInfo {
  std::string slug;     // "lora": command line, files, README row
  std::string summary;  // one line
  Traits traits;
  std::vector<OptionInfo> options;
  // `init` is the stream of initial values.
  std::function<absl::StatusOr<std::unique_ptr<Method>>(
      const OptionValues&, const TrunkInfo&, const RandomStream& init)>
      create;
};

// Every method of the program, by slug.
std::vector<const MethodInfo*> AllMethods();
// NotFound lists the slugs there are.
absl::StatusOr<const MethodInfo*> FindMethod(std::string_view slug);
// FindMethod and create in one.
absl::StatusOr<std::unique_ptr<Method>> CreateMethod(std::string_view slug,
                                                     const OptionValues& options,
                                                     const TrunkInfo& trunk,
                                                     const RandomStream& init);

namespace internal {

bool RegisterMethod(MethodInfo info);

// Class::Config has Fields; Class::Create(config, trunk, init) gives a unique_ptr.
template <class Class>
bool RegisterMethod(std::string slug, std::string summary, Traits traits,
                    typename Class::Config defaults = {}) {
  return RegisterMethod(
      {std::move(slug), std::move(summary), traits, DescribeOptions(defaults),
       [defaults](const OptionValues& values, const TrunkInfo& trunk,
                  const RandomStream& init) -> absl::StatusOr<std::unique_ptr<Method>> {
         ASSIGN_OR_RETURN(const typename Class::Config config,
                          ParseOptions(values, defaults));
         return Class::Create(config, trunk, init);
       }});
}

}  // namespace internal
}  // namespace graft

// REGISTER_METHOD(Class, "slug", "summary", Traits{…}[, default config])
#define REGISTER_METHOD(Class, ...)                                             \
  [[maybe_unused]] static const bool GRAFT_CONCAT(graft_method_, __COUNTER__) = \
      ::graft::internal::RegisterMethod<Class>(__VA_ARGS__)
