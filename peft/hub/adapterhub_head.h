// AdapterHubHead: a classifier's head as the adapters library (AdapterHub) keeps it.
//
// Idea:   head_config.json is that of one of HF's classifiers, whose tensors are called as
//         ours, or that of an AdapterModel ("flex"): two maps with a tanh between them on
//         [CLS], whatever the model, which is pooling "dense" here, under names of their own.
// Errors: InvalidArgument, naming the key, what was expected and found, for another kind of
//         head, or labels that are not numbered 0, 1, …
#pragma once

#include <string>
#include <vector>

#include "common/base/json.h"
#include "common/base/status.h"
#include "common/formats/hf_config.h"
#include "peft/hub/adapter_plan.h"

namespace graft {

// Whether a head_config.json is an AdapterModel's.
bool IsFlex(const Json& head);
// Whether our head is written as one.
bool WritesFlex(const GraftConfig& config, const HfConfig& model);

// Sets the pooling and the labels, in the order of their numbers.
absl::Status ReadAdapterHubHead(const Json& head, const HfConfig& model,
                                GraftConfig* to);

// The head_config.json of our head; `name` is that of an AdapterModel's.
Json WriteAdapterHubHead(const GraftConfig& config, const HfConfig& model,
                         const std::string& name);

// "classifier.dense.weight" of ours is theirs "heads.NAME.1.weight", out_proj the fourth.
std::string AdapterHubHeadKey(const std::string& ours, const std::string& name,
                              bool flex);

}  // namespace graft
