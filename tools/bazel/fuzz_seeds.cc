// Runs a fuzz target without a fuzzer: on nothing, on plain patterns and on damaged pieces of
// the formats that are read here, the same ones each time.
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

void Run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

// SplitMix64.
uint64_t Next() {
  static uint64_t state = 0;
  uint64_t x = state += 0x9E3779B97F4A7C15;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

std::string FromHex(const std::string& digits) {
  std::string bytes;
  for (size_t i = 0; i < digits.size(); i += 2)
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  return bytes;
}

// 5 x 3 pixels of a palette of two colours.
constexpr char kPng[] =
    "89504e470d0a1a0a0000000d494844520000000500000003010300000061f857bb00000006504c54"
    "450080ff400000ba1e826c0000000e49444154789c6338c0e0c090010004ee0169087c6f81000000"
    "0049454e44ae426082";
// 9 x 2 gray pixels.
constexpr char kJpeg[] =
    "ffd8ffdb004300100b0c0e0c0a100e0d0e1211101318281a181616183123251d283a333d3c393338"
    "3740485c4e404457453738506d51575f626768673e4d71797064785c656763ffc0000b0800020009"
    "01011100ffc4001500010100000000000000000000000000000006ffc40014100100000000000000"
    "000000000000000000ffda0008010100003f00841fffd9";

const std::string kPieces[] = {
    R"({"a":[1,-2.5e3,"b\u00e9"],"c":null})",
    R"({"model_type":"bert","hidden_size":8,"num_attention_heads":2})",
    std::string("\x3B\0\0\0\0\0\0\0", 8) +
        R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}     1234)",
    "[UNK]\n[CLS]\n[SEP]\na\n##b\n",
    "A text, naïve: 中文 \xFF e\u0301 [MASK]",
    "#version: 0.2\nt h\n  <mask> it's  中\xFF</s>",
    R"({"data":[{"paragraphs":[{"context":"é b","qas":[{"id":"1","question":"q",)"
    R"("answers":[{"text":"b","answer_start":2}]}]}]}]})",
    std::string("\0\0\x08\x02\0\0\0\x02\0\0\0\x03", 12) + "abcdef",
    FromHex(kPng),
    FromHex(kJpeg),
    R"({"text":"a He","target":{"span2_index":1,"span1_text":"a","span2_text":"He"}})",
};

// One to eight bytes replaced, taken out or put in.
std::string Damaged(std::string bytes) {
  for (uint64_t times = 1 + Next() % 8; times > 0 && !bytes.empty(); --times) {
    const size_t at = Next() % bytes.size();
    const auto byte = static_cast<char>(Next());
    const uint64_t how = Next() % 3;
    if (how == 0) bytes[at] = byte;
    if (how == 1) bytes.erase(at, 1 + Next() % 4);
    if (how == 2) bytes.insert(at, 1 + Next() % 4, byte);
  }
  return bytes;
}

}  // namespace

int main() {
  Run("");
  for (const char byte : {'\0', '\n', 'a', '[', '"', '\x80', '\xFF'})
    for (const size_t size : {1, 8, 100, 3000}) Run(std::string(size, byte));
  for (const std::string& piece : kPieces) {
    Run(piece);
    for (int i = 0; i < 1000; ++i) Run(Damaged(piece));
  }
}
