"""Golden values of a tiny random RoBERTa from Hugging Face transformers, in float64.

    python tools/golden/roberta.py --out tests/golden
"""
from golden import *

from transformers import DynamicCache, RobertaConfig, RobertaForSequenceClassification

PAD, PREFIX = 1, 4


def make_tiny(folder):
    """config.json and model.safetensors (float32, exact), with 16 usable positions of 18."""
    config = RobertaConfig(vocab_size=30, hidden_size=8, num_hidden_layers=2, num_attention_heads=2,
                           intermediate_size=12, max_position_embeddings=18, type_vocab_size=1,
                           layer_norm_eps=1e-5, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
                           num_labels=LABELS)
    model = RobertaForSequenceClassification(config)
    fill(model.named_parameters(), 0.7)
    model.save_pretrained(folder)


def batch():
    """3 sequences of 4, 7 and 12 tokens, which with the prefix take all positions: <s> = 0, </s> = 2, words are 4..29; the second is a pair."""
    rng = np.random.Generator(np.random.PCG64(13))
    rows = [[0] + rng.integers(4, 30, length - 2).tolist() + [2] for length in (4, 7, 12)]
    rows[1][2:4] = [2, 2]
    made = batch_of(rows, [[0] * len(r) for r in rows], [0, 2, 1])
    made["input_ids"] = torch.where(made["attention_mask"] == 1, made["input_ids"], PAD)
    return made


def prefix(config):
    """Keys and values of every layer [2·layers, H, PREFIX, D]: slot 2i is K and 2i + 1 is V of layer i."""
    heads = config.num_attention_heads
    return exact("roberta.prefix", (2 * config.num_hidden_layers, heads, PREFIX, config.hidden_size // heads), 0.7)


def prefixed(model, batch, slots):
    """The last hidden states, and the logits, where every query sees the prefix too."""
    size = len(batch["labels"])
    cache = [tuple(kv.double().expand(size, -1, -1, -1) for kv in slots[i : i + 2]) for i in range(0, len(slots), 2)]
    mask = torch.cat([torch.ones(size, PREFIX, dtype=torch.long), batch["attention_mask"]], 1)
    out = model.roberta(input_ids=batch["input_ids"], attention_mask=mask, use_cache=True,
                        past_key_values=DynamicCache.from_legacy_cache(cache))
    return out.last_hidden_state, model.classifier(out.last_hidden_state)


def golden(folder):
    model = RobertaForSequenceClassification.from_pretrained(folder).double().eval()
    out = dict(batch())
    inputs = {k: v for k, v in out.items() if k != "labels"}
    out["hidden"] = torch.stack(model.roberta(**inputs, output_hidden_states=True).hidden_states)
    result = model(**inputs, labels=out["labels"])
    result.loss.backward()
    out |= {"logits": result.logits, "loss": result.loss.reshape(1)}
    out |= {f"grad.{name}": parameter.grad for name, parameter in model.named_parameters()}
    out["prefix"] = prefix(model.config)
    out["prefixed.hidden"], out["prefixed.logits"] = prefixed(model, out, out["prefix"])
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True, type=Path, help="tests/golden, or a copy of it")
    out = parser.parse_args().out
    make_tiny(out / "tiny_roberta")
    save(out / "tiny_roberta.safetensors", golden(out / "tiny_roberta"))


main()
