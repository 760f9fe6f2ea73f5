// BrownCorpus: the sentences of the Brown corpus, for tests and benchmarks of tokenizers.
// A line of a file is a sentence of word/tag; tags dropped, words joined by one blank.
#pragma once

#include <string>
#include <vector>

#include "common/base/files.h"
#include "common/base/runfiles.h"
#include "common/base/status.h"

namespace graft {

// The sentences of one file, "ca01" … "cr09".
inline absl::StatusOr<std::vector<std::string>> BrownSentences(
    const std::string& file) {
  ASSIGN_OR_RETURN(const std::string path, Runfile("brown/" + file));
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  std::vector<std::string> sentences;
  std::string sentence, word;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\n') {
      word += c;
      continue;
    }
    if (!word.empty()) {
      if (!sentence.empty()) sentence += ' ';
      sentence += word.substr(0, word.rfind('/'));
      word.clear();
    }
    if (c == '\n' && !sentence.empty()) sentences.push_back(std::move(sentence));
    if (c == '\n') sentence.clear();
  }
  return sentences;
}

}  // namespace graft
