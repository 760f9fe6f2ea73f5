#include "dg/core/domain_data.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "dg/data/vector_domains.h"

namespace graft {
namespace {

VectorDomains Make(const std::vector<std::vector<int64_t>>& labels) {
  std::vector<VectorDomains::Domain> domains;
  std::vector<std::string> names;
  for (const auto& of : labels) {
    names.push_back(std::string(1, static_cast<char>('a' + names.size())));
    domains.push_back(
        {at::zeros({static_cast<int64_t>(of.size()), 2}), at::tensor(of, at::kLong)});
  }
  return VectorDomains("data", names, {"no", "yes"}, std::move(domains));
}

const VectorDomains kGood = Make({{0, 1}, {0, 1}, {0, 1}});

std::string Refusal(const DomainData& data, const std::vector<int>& targets) {
  return std::string(CheckDomains(data, targets).message());
}

TEST(CheckDomains, AcceptsWhatCanBeLearned) {
  EXPECT_TRUE(CheckDomains(kGood, {0}).ok());
  EXPECT_TRUE(CheckDomains(kGood, {2, 1}).ok());
  EXPECT_EQ(SourceDomains(kGood, {1}), (std::vector<int>{0, 2}));
}

TEST(CheckDomains, NamesWhatIsWrongWithTheTargets) {
  EXPECT_NE(Refusal(kGood, {}).find("no target domain"), std::string::npos);
  EXPECT_NE(Refusal(kGood, {1, 1}).find("twice"), std::string::npos);
  EXPECT_EQ(Refusal(kGood, {3}), "target domain 3: expected 0 … 2");
  EXPECT_EQ(Refusal(kGood, {0, 1, 2}),
            "every domain is a target: leave a source of a, b, c");
}

TEST(CheckDomains, NamesAnEmptyDomainEvenIfItIsATarget) {
  EXPECT_EQ(Refusal(Make({{0, 1}, {}, {0, 1}}), {1}),
            "domain b has 0 examples: expected at least 2");
}

TEST(CheckDomains, NamesASourceOfOneClass) {
  const VectorDomains data = Make({{0, 1}, {1, 1}, {0, 1}});
  EXPECT_NE(Refusal(data, {0}).find("domain b has one class only, yes"),
            std::string::npos);
  EXPECT_TRUE(CheckDomains(data, {1}).ok());
  EXPECT_TRUE(CheckDomains(data, {0}, /*allow_one_class=*/true).ok());
}

TEST(ParseDomains, TakesNamesAndNumbers) {
  EXPECT_EQ(*ParseDomains(kGood, "c,0"), (std::vector<int>{2, 0}));
  const auto wrong = ParseDomains(kGood, "d");
  EXPECT_EQ(wrong.status().code(), absl::StatusCode::kNotFound);
  EXPECT_NE(wrong.status().message().find("there are a, b, c"), std::string::npos);
  EXPECT_FALSE(ParseDomains(kGood, "3").ok());
  EXPECT_FALSE(ParseDomains(kGood, "-1").ok());
}

}  // namespace
}  // namespace graft
