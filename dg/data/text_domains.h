// TextDomains: texts with a label each, or sentences with a tag a word, by domain.
//
// Idea:   Texts are tokenised once and put into batches without padding. The first examples
//         of a domain in the order of the SHA-256 of their ids are a random sample of it, the
//         same for every run.
// Errors: a label of -1 is a CHECK: examples without one cannot be judged.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/data/example.h"
#include "common/models/bert/bert.h"
#include "common/text/tokenizer.h"
#include "common/train/classification.h"
#include "common/train/tagging.h"
#include "dg/core/domain_data.h"

namespace graft {

struct TextDomainsConfig {
  int max_length = 64;     // tokens, with those that begin and end a text
  int64_t per_domain = 0;  // examples; 0: all
};

class TextDomains final : public DomainData {
 public:
  TextDomains(const TextDataset& data, const Tokenizer& tokenizer,
              const TextDomainsConfig& config);

  const std::string& name() const override { return name_; }
  const std::vector<std::string>& domains() const override { return names_; }
  const std::vector<std::string>& classes() const override { return classes_; }
  int64_t size(int domain) const override;
  Inputs Get(int domain, std::span<const int64_t> items) const override;
  at::Tensor Labels(int domain, std::span<const int64_t> items) const override;
  const std::vector<EncodedText>& Texts(int domain) const {
    return domains_.at(domain);
  }

 private:
  std::string name_;
  std::vector<std::string> names_, classes_;
  std::vector<std::vector<EncodedText>> domains_;
};

// One row of Inputs for each word that has a token.
class TagDomains final : public DomainData {
 public:
  TagDomains(const TagDataset& data, const Tokenizer& tokenizer,
             const TextDomainsConfig& config);

  const std::string& name() const override { return name_; }
  const std::vector<std::string>& domains() const override { return names_; }
  const std::vector<std::string>& classes() const override { return classes_; }
  int64_t size(int domain) const override;
  Inputs Get(int domain, std::span<const int64_t> items) const override;
  at::Tensor Labels(int domain, std::span<const int64_t> items) const override;

 private:
  std::string name_;
  std::vector<std::string> names_, classes_;
  std::vector<std::vector<EncodedSentence>> domains_;
};

// The mean states of a frozen trunk as vectors: texts read once instead of at every step.
std::unique_ptr<DomainData> FrozenStates(const TextDomains& texts, const Bert& trunk);

}  // namespace graft
