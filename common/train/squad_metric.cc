#include "common/train/squad_metric.h"

#include <algorithm>
#include <map>
#include <vector>

#include "common/base/strings.h"
#include "common/text/python_text.h"

namespace graft {
namespace {

bool IsAsciiPunctuation(char32_t c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

// Lower case without punctuation, each "a", "an" or "the" between word boundaries a blank.
std::u32string WithoutArticles(std::string_view answer) {
  std::u32string text = PythonLower(answer);
  std::erase_if(text, IsAsciiPunctuation);
  std::u32string kept;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = begin;
    while (end < text.size() && IsPythonWord(text[end])) ++end;
    end = std::max(end, begin + 1);  // a character between words stands alone
    const std::u32string word = text.substr(begin, end - begin);
    kept += word == U"a" || word == U"an" || word == U"the" ? U" " : word;
    begin = end;
  }
  return kept;
}

std::vector<std::string> Words(std::string_view answer) {
  return PythonSplit(ToUtf8(WithoutArticles(answer)));
}

}  // namespace

std::string NormaliseAnswer(std::string_view answer) {
  return Join(Words(answer), " ");
}

double ExactMatch(std::string_view truth, std::string_view answer) {
  return Words(truth) == Words(answer) ? 1 : 0;
}

double WordF1(std::string_view truth, std::string_view answer) {
  const std::vector<std::string> wanted = Words(truth), given = Words(answer);
  if (wanted.empty() || given.empty()) return wanted.empty() && given.empty() ? 1 : 0;
  std::map<std::string, int64_t> left;
  for (const std::string& word : wanted) ++left[word];
  double common = 0;
  for (const std::string& word : given)
    if (const auto found = left.find(word); found != left.end() && found->second-- > 0)
      ++common;
  // 2 p r/(p + r) with p = common/|given|, r = common/|wanted|
  return 2 * common / static_cast<double>(wanted.size() + given.size());
}

void SquadMetric::Add(std::span<const std::string> truths, std::string_view answer) {
  double exact = 0, f1 = 0;
  bool any = false;
  for (const std::string& truth : truths) {
    if (Words(truth).empty()) continue;
    any = true;
    exact = std::max(exact, graft::ExactMatch(truth, answer));
    f1 = std::max(f1, WordF1(truth, answer));
  }
  if (!any) exact = f1 = graft::ExactMatch("", answer);
  Sums& sums = sums_[truths.empty() ? 1 : 0];
  sums.exact += exact;
  sums.f1 += f1;
  ++sums.questions;
}

double SquadMetric::Mean(double Sums::*sum, const Which& which) const {
  double total = 0;
  int64_t questions = 0;
  for (const auto& [counts, sums] :
       {std::pair(which.answerable, sums_[0]), {which.unanswerable, sums_[1]}})
    if (counts) {
      total += sums.*sum;
      questions += sums.questions;
    }
  return total / static_cast<double>(questions);
}

}  // namespace graft
