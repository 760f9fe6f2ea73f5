// MethodChoice: --method and --set, read against the registry of methods.
//
// Errors:  usage errors that name what is known, the nearest first.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "peft/core/method.h"

namespace graft::cli {

absl::StatusOr<const MethodInfo*> ChooseMethod(const std::string& slug);

// The options that --set gives, as often as one likes (ParseSettings); those not given have
// their defaults.
absl::StatusOr<OptionValues> ChooseOptions(const MethodInfo& method,
                                           const std::vector<std::string>& settings);

// The untrained method; its options' errors are usage errors.
absl::StatusOr<std::unique_ptr<Method>> BuildMethod(const MethodInfo& method,
                                                    const OptionValues& options,
                                                    const TrunkInfo& trunk,
                                                    const RandomStream& init);

// A learning rate that suits most tasks: the fewer parameters, the larger the steps that
// they bear.
double UsualRate(const Method& method, const TrunkInfo& trunk);

}  // namespace graft::cli
