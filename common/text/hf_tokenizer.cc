#include "common/text/hf_tokenizer.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "common/text/hf_byte_bpe.h"
#include "common/text/hf_wordpiece.h"

namespace graft {
namespace {

template <class T>
absl::StatusOr<std::shared_ptr<const Tokenizer>> Shared(absl::StatusOr<T> tokenizer) {
  if (!tokenizer.ok()) return tokenizer.status();
  return std::make_shared<const T>(*std::move(tokenizer));
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Tokenizer>> LoadHfTokenizer(
    const std::string& folder) {
  const auto has = [&](const char* file) {
    std::error_code ignored;  // reading the file says what is wrong
    return std::filesystem::exists(folder + file, ignored);
  };
  if (has("/vocab.txt")) return Shared(LoadWordPiece(folder));
  if (has("/vocab.json") || has("/tokenizer.json")) return Shared(LoadByteBpe(folder));
  return absl::NotFoundError(
      StrCat("no tokenizer in ", folder,
             "; expected vocab.txt (BERT), or tokenizer.json, or vocab.json and "
             "merges.txt (RoBERTa)"));
}

}  // namespace graft
