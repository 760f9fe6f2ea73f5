#include "common/data/duplicates.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <unordered_map>
#include <utility>
#include <vector>

#include "common/base/check.h"

namespace graft {
namespace {

// Blanks collapsed to one and trimmed.
icu::UnicodeString WithSingleBlanks(const icu::UnicodeString& text) {
  icu::UnicodeString result;
  bool blank = false;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (u_isUWhiteSpace(c)) {
      blank = !result.isEmpty();
      continue;
    }
    if (std::exchange(blank, false)) result.append(u' ');
    result.append(c);
  }
  return result;
}

}  // namespace

std::string NormalizedText(std::string_view text) {
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCCasefoldInstance(code);
  CHECK(U_SUCCESS(code)) << u_errorName(code);
  const icu::UnicodeString folded = nfkc->normalize(
      icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}),
      code);
  CHECK(U_SUCCESS(code)) << u_errorName(code);
  std::string result;
  return WithSingleBlanks(folded).toUTF8String(result);
}

DuplicateReport DropDuplicates(
    TextDataset* data, const std::function<std::string(std::string_view)>& normalize) {
  DuplicateReport report;
  std::unordered_map<std::string, int> label_of;
  std::vector<Example> kept;
  for (Example& example : data->examples) {
    // No normalised text holds a line feed, so it separates the two.
    const std::string key =
        normalize(example.text) + "\n" + normalize(example.text_pair);
    const auto [first, is_new] = label_of.emplace(key, example.label);
    if (is_new) {
      kept.push_back(std::move(example));
    } else {
      ++report.dropped;
      report.conflicts += first->second != example.label;
    }
  }
  data->examples = std::move(kept);
  return report;
}

}  // namespace graft
