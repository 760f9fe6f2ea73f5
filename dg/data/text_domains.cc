#include "dg/data/text_domains.h"

#include <utility>

#include "common/base/check.h"
#include "common/tensor/ops.h"
#include "dg/data/by_domain.h"
#include "dg/data/vector_domains.h"

namespace graft {
TextDomains::TextDomains(const TextDataset& data, const Tokenizer& tokenizer,
                         const TextDomainsConfig& config)
    : name_(data.name), names_(data.domains), classes_(data.labels) {
  for (const TextDataset& part : ByDomain(data, config.per_domain))
    domains_.push_back(EncodeTexts(part, tokenizer, config.max_length));
  for (const auto& domain : domains_)
    for (const EncodedText& text : domain) CHECK_GE(text.label, 0);
}

int64_t TextDomains::size(int domain) const {
  return static_cast<int64_t>(domains_.at(domain).size());
}

Inputs TextDomains::Get(int domain, std::span<const int64_t> items) const {
  std::vector<const TokenSequence*> sequences;
  for (const int64_t i : items) sequences.push_back(&domains_.at(domain).at(i).tokens);
  Inputs inputs;
  inputs.tokens = MakeBatch(sequences);
  return inputs;
}

at::Tensor TextDomains::Labels(int domain, std::span<const int64_t> items) const {
  std::vector<int64_t> labels;
  for (const int64_t i : items) labels.push_back(domains_.at(domain).at(i).label);
  return at::tensor(labels, at::kLong);
}

TagDomains::TagDomains(const TagDataset& data, const Tokenizer& tokenizer,
                       const TextDomainsConfig& config)
    : name_(data.name), names_(data.domains), classes_(data.labels) {
  for (const TagDataset& part : ByDomain(data, config.per_domain)) {
    domains_.push_back({});
    for (EncodedSentence& sentence :
         EncodeSentences(part, tokenizer, config.max_length))
      if (!sentence.rows.empty()) domains_.back().push_back(std::move(sentence));
  }
}

int64_t TagDomains::size(int domain) const {
  return static_cast<int64_t>(domains_.at(domain).size());
}

Inputs TagDomains::Get(int domain, std::span<const int64_t> items) const {
  std::vector<const TokenSequence*> sequences;
  Inputs inputs;
  int64_t start = 0;
  for (const int64_t i : items) {
    const EncodedSentence& sentence = domains_.at(domain).at(i);
    sequences.push_back(&sentence.tokens);
    for (const int64_t row : sentence.rows) inputs.words.push_back(start + row);
    start += static_cast<int64_t>(sentence.tokens.ids.size());
  }
  inputs.tokens = MakeBatch(sequences);
  return inputs;
}

at::Tensor TagDomains::Labels(int domain, std::span<const int64_t> items) const {
  std::vector<int64_t> labels;
  for (const int64_t i : items) {
    const EncodedSentence& sentence = domains_.at(domain).at(i);
    for (const int64_t word : sentence.words) labels.push_back(sentence.tags.at(word));
  }
  return at::tensor(labels, at::kLong);
}

std::unique_ptr<DomainData> FrozenStates(const TextDomains& texts, const Bert& trunk) {
  std::vector<VectorDomains::Domain> domains;
  for (int e = 0; e < texts.domain_count(); ++e) {
    std::vector<int64_t> labels;
    for (const EncodedText& text : texts.Texts(e)) labels.push_back(text.label);
    domains.push_back({MeanStates(trunk, texts.Texts(e)).to(at::kFloat),
                       at::tensor(labels, at::kLong)});
  }
  return std::make_unique<VectorDomains>(texts.name(), texts.domains(), texts.classes(),
                                         std::move(domains));
}

}  // namespace graft
