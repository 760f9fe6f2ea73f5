"""Golden values of BERT from Hugging Face transformers, in float64: a tiny random model and MiniLM-L6.

    python tools/golden/bert.py --packages FOLDER --out tests/golden
"""
from golden import *

from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification, BertModel

# Lengths 3 to 60 tokens, specials counted. The last is longer than 60 and cut there.
SENTENCES = [
    "cat",
    "Na\u00efve caf\u00e9!",
    "@united flight #1234 delayed AGAIN?!? \U0001f621\U0001f621 http://t.co/x1Y2z \u2014 it cost \u20ac59.99 &amp; 3 hrs :(",
    "\u6771\u4eac\u90fd and \u041c\u043e\u0441\u043a\u0432\u0430, e\u0301t\u00e9\u200b\ufeff\u0000 \t\u00adsoft\u2028line \ufffd",
    "The central bank left its main interest rate unchanged on Thursday, as most analysts had expected.",
    "Unquestionably antidisestablishmentarianism " + "is a pneumonoultramicroscopicsilicovolcanoconiosis of words, " * 6,
]
WHOLE = 2  # sentences whose hidden states are stored whole
MAX_TOKENS = 60
CLASSES = 5

WORDS = ("the a of to and in is it was for on that with as at by not he she they we you cat dog bird fish "
         "red blue old new runs sees ##s ##ed ##ing ##er ##ly un . , ! ?").split()


def make_tiny(folder):
    """The tiny model's folder: config.json, model.safetensors (float32, exact), vocab.txt."""
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + WORDS
    vocabulary += [chr(ord("a") + i) for i in range(1, 51 - len(vocabulary))]
    assert len(vocabulary) == len(set(vocabulary)) == 50
    config = BertConfig(vocab_size=50, hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
                        intermediate_size=32, max_position_embeddings=24, hidden_dropout_prob=0.0,
                        attention_probs_dropout_prob=0.0, num_labels=LABELS)
    model = BertForSequenceClassification(config)
    fill(model.named_parameters(), 0.7)
    model.save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n")


def tiny_golden(folder):
    model = BertForSequenceClassification.from_pretrained(folder).double().eval()
    out = {}
    for name in ("single", "pair"):
        batch = tiny_batch(pairs=name == "pair")
        out.update({f"{name}.{k}": v for k, v in batch.items()})
        trunk = model.bert(**{k: v for k, v in batch.items() if k != "labels"}, output_hidden_states=True)
        out[f"{name}.hidden"] = torch.stack(trunk.hidden_states)
        out[f"{name}.pooled"] = trunk.pooler_output
        model.zero_grad()
        result = model(**batch)
        result.loss.backward()
        out[f"{name}.logits"], out[f"{name}.loss"] = result.logits, result.loss.reshape(1)
        for key, parameter in model.named_parameters():
            out[f"{name}.grad.{key}"] = parameter.grad
    return out


def minilm_golden(folder):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = BertModel.from_pretrained(folder).double().eval()
    rows = tokenizer(SENTENCES, truncation=True, max_length=MAX_TOKENS)["input_ids"]
    out, first, sums, means, pooled = {}, [], [], [], []
    with torch.no_grad():
        for i, row in enumerate(rows):
            result = model(torch.tensor([row]), output_hidden_states=True)
            hidden = torch.cat(result.hidden_states)
            out[f"input_ids.{i}"] = torch.tensor(row)
            if i < WHOLE:
                out[f"hidden.{i}"] = hidden
            first.append(hidden[:, 0])
            sums.append(hidden.sum((1, 2)))
            means.append(hidden[-1].mean(0))
            pooled.append(result.pooler_output[0])
    out |= {"first_token": torch.stack(first), "hidden_sum": torch.stack(sums),
            "mean_pooled": torch.stack(means), "pooled": torch.stack(pooled)}

    head = exact("minilm.head", (CLASSES, model.config.hidden_size), 0.1)
    labels = [i % CLASSES for i in range(len(rows))]
    batch = batch_of(rows, [[0] * len(r) for r in rows], labels)
    target = batch.pop("labels")
    logits = model(**batch).pooler_output @ head.double().T
    loss = torch.nn.functional.cross_entropy(logits, target)
    loss.backward()
    out |= {"head": head, "labels": target, "logits": logits, "loss": loss.reshape(1)}
    for key, parameter in model.named_parameters():
        put_summary(out, f"grad.{key}", parameter.grad)
    return out, [{"text": t, "ids": r} for t, r in zip(SENTENCES, rows)]


def main():
    args = arguments(__doc__)
    make_tiny(args.out / "tiny_bert")
    save(args.out / "tiny_bert.safetensors", tiny_golden(args.out / "tiny_bert"))
    minilm = unpack_minilm(args.packages)
    tensors, sentences = minilm_golden(minilm)
    save(args.out / "minilm.safetensors", tensors)
    save_json(args.out / "minilm.json", sentences)
    shutil.rmtree(minilm.parent.parent)


main()
