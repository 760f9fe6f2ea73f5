"""Golden values of the `adapters` library: bottleneck and mix-and-match adapters on the tiny model, float64.

    python tools/golden/adapters_golden.py --out tests/golden --packages FOLDER

Reads OUT/tiny_bert (bert.py writes it), writes OUT/adapters/METHOD.safetensors and, as the library saves them, the
folders OUT/adapters/METHOD/; OUT/adapters/flex/ has the head of a BertAdapterModel, with its logits in logits.safetensors.
"""
from golden import *

import logging

import adapters
from transformers import BertForSequenceClassification

logging.getLogger("adapters").setLevel(logging.ERROR)

NAME = "task"
POOL = f"bert.encoder.layer.0.attention.self.prefix_tuning.pool.prefix_tunings.{NAME}.self_prefix."
METHODS = {
    "seq_bn": lambda: adapters.SeqBnConfig(reduction_factor=4),
    "double_seq_bn": lambda: adapters.DoubleSeqBnConfig(reduction_factor=4),
    "par_bn": lambda: adapters.ParBnConfig(reduction_factor=4, scaling=4.0),
    "par_bn_learned": lambda: adapters.ParBnConfig(reduction_factor=4, scaling="learned"),
    "prefix": lambda: adapters.PrefixTuningConfig(prefix_length=4, bottleneck_size=6),
    "mam": lambda: adapters.MAMConfig(adapters.PrefixTuningConfig(prefix_length=4, bottleneck_size=6),
                                      adapters.ParBnConfig(reduction_factor=4)),
}
FOLDERS = ("seq_bn", "double_seq_bn", "par_bn", "par_bn_learned")


def build(folder, method):
    model = BertForSequenceClassification.from_pretrained(folder)
    adapters.init(model)
    model.add_adapter(NAME, config=METHODS[method]())
    model.train_adapter(NAME)  # freezes the trunk, pooler included; the classifier stays trainable
    named = {k.replace(POOL, "prefix."): v for k, v in model.named_parameters() if v.requires_grad}
    with torch.no_grad():
        for name, parameter in named.items():
            scale = name.endswith(".scaling")
            parameter.copy_(exact(f"{method}.{name}", parameter.shape, 0.3, float(scale)))
    return model.eval(), named


def golden(folder, method, batch):
    out = dict(batch)
    model, named = build(folder, method)
    out |= {f"param.{k}": v.clone() for k, v in named.items()}
    model.double()
    result = model(**batch)
    result.loss.backward()
    out |= {"logits": result.logits, "loss": result.loss.reshape(1)}
    out |= {f"grad.{k}": v.grad.clone() for k, v in named.items()}
    for dtype in (torch.float64, torch.float32):
        model, named = build(folder, method)
        model.to(dtype)
        tag = str(dtype).split(".")[1]
        out[f"losses.{tag}"] = train(model, batch, named)
        out |= {f"final.{tag}.{k}": v for k, v in named.items()}
    return out


def save_folder(model, folder):
    folder.mkdir(parents=True, exist_ok=True)
    model.save_adapter(folder, NAME, with_head=True, use_safetensors=True)
    for path in folder.glob("*.json"):
        path.write_text(json.dumps(json.loads(path.read_text()) | {"model_name": "tiny_bert"}, indent=2, sort_keys=True))
    for path in folder.iterdir():
        path.chmod(0o644)


def flex(tiny, folder):
    model = adapters.BertAdapterModel.from_pretrained(tiny)
    model.add_classification_head(NAME, num_labels=LABELS, id2label={0: "bad", 1: "good", 2: "odd"})
    model.add_adapter(NAME, config=METHODS["seq_bn"]())
    model.train_adapter(NAME)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                parameter.copy_(exact(f"flex.{name}", parameter.shape, 0.3))
    save_folder(model.eval(), folder)
    batch = tiny_batch(pairs=True)
    save(folder / "logits.safetensors", batch | {"logits": model.double()(**batch).logits})


def main():
    args = arguments(__doc__)
    tiny = args.out / "tiny_bert"
    for method in FOLDERS:
        save_folder(build(tiny, method)[0], args.out / "adapters" / method)
    flex(tiny, args.out / "adapters" / "flex")
    for method in METHODS:
        save(args.out / "adapters" / f"{method}.safetensors", golden(tiny, method, tiny_batch(pairs=True)))


main()
