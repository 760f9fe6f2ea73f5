"""Golden values of HF PEFT: saved adapters, float64 logits, gradients, and ten AdamW steps.

    python tools/golden/peft_golden.py --packages FOLDER --out tests/golden

Reads OUT/tiny_bert (bert.py writes it), writes OUT/peft/METHOD/ and, of the first four, OUT/peft/minilm_METHOD/.
"""
from golden import *

import peft
from transformers import BertForSequenceClassification

METHODS = {
    "lora": lambda: peft.LoraConfig(r=2, lora_alpha=4, lora_dropout=0.0, target_modules=["query", "value"],
                                    task_type="SEQ_CLS", modules_to_save=["classifier"]),
    "ia3": lambda: peft.IA3Config(target_modules=["key", "value", "output.dense"],
                                  feedforward_modules=["output.dense"], task_type="SEQ_CLS",
                                  modules_to_save=["classifier"]),
    "prefix": lambda: peft.PrefixTuningConfig(num_virtual_tokens=4, prefix_projection=False, task_type="SEQ_CLS",
                                              modules_to_save=["classifier"]),
    "prompt": lambda: peft.PromptTuningConfig(num_virtual_tokens=3, task_type="SEQ_CLS",
                                              modules_to_save=["classifier"]),
}
TINY_METHODS = {
    "lora_bias": lambda: peft.LoraConfig(r=2, lora_alpha=4, target_modules=["query", "value"], bias="all",
                                         task_type="SEQ_CLS"),
    "lora_patterns": lambda: peft.LoraConfig(r=2, lora_alpha=4, target_modules=["query", "output.dense"],
                                             rank_pattern={"layer.1.output.dense": 3, "^bert.*query": 1},
                                             alpha_pattern={"query": 7}, use_rslora=True, layers_to_transform=[1],
                                             bias="lora_only", task_type="SEQ_CLS"),
    "lora_regex": lambda: peft.LoraConfig(r=2, lora_alpha=4, target_modules=r".*(key|dense)", task_type="SEQ_CLS",
                                          exclude_modules=["intermediate.dense"], modules_to_save=["pooler"]),
    "ln_tuning": lambda: peft.LNTuningConfig(target_modules=["LayerNorm"], task_type="SEQ_CLS"),
    "p_tuning": lambda: peft.PromptEncoderConfig(num_virtual_tokens=3, encoder_hidden_size=5, task_type="SEQ_CLS"),
    "p_tuning_lstm": lambda: peft.PromptEncoderConfig(num_virtual_tokens=3, encoder_hidden_size=5,
                                                      encoder_reparameterization_type="LSTM", task_type="SEQ_CLS"),
}


def is_p_tuning(model):
    return model.peft_config["default"].peft_type == peft.PeftType.P_TUNING


def trainable(model):
    """name in adapter_model.safetensors -> trainable parameter; of P-tuning, whose encoder is not saved, its own names."""
    out = {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("prompt_encoder.") and not is_p_tuning(model):
            name = "prompt_embeddings"
        name = name.replace(".modules_to_save", "").replace(".default", "")
        out[name] = parameter
    if is_p_tuning(model):
        return out
    # With bias="all" PEFT saves the head's bias three times.
    saved = {k: v for k, v in peft.get_peft_model_state_dict(model).items()
             if "classifier.modules_to_save" not in k and "classifier.original_module" not in k}
    assert set(saved) == set(out), (sorted(saved), sorted(out))
    assert all(torch.equal(saved[k], out[k].detach()) for k in out)
    return out


def make_adapter(base, base_name, config, folder, std):
    """A saved adapter with exact numbers, none of them zero by design (IA3: about 1)."""
    model = peft.get_peft_model(base, config)
    with torch.no_grad():
        for name, parameter in trainable(model).items():
            gain = name.endswith(("ia3_l", "LayerNorm.ln_tuning_layers.weight"))
            parameter.copy_(exact(f"{folder.name}.{name}", parameter.shape, 0.2 if gain else std, float(gain)))
    model.peft_config["default"].base_model_name_or_path = base_name
    model.save_pretrained(folder)
    (folder / "README.md").unlink()
    config = folder / "adapter_config.json"  # sets are written in the order of Python's hashes: sort them
    keys = json.loads(config.read_text())
    lists = ("target_modules", "feedforward_modules", "exclude_modules")
    keys |= {k: sorted(v) for k, v in keys.items() if k in lists and isinstance(v, list)}
    config.write_text(json.dumps(keys, indent=2, sort_keys=True))
    return {f"param.{k}": v.clone() for k, v in trainable(model).items()} if is_p_tuning(model) else {}


def load(base_folder, folder, dtype, encoder):
    base = BertForSequenceClassification.from_pretrained(base_folder, num_labels=LABELS).to(dtype)
    config = peft.PeftConfig.from_pretrained(folder)
    config.inference_mode = False  # from_pretrained(is_trainable=True) refuses prompts and prefixes
    model = peft.get_peft_model(base, config)
    saved = load_file(folder / "adapter_model.safetensors")
    if encoder:
        with torch.no_grad():
            for name, parameter in trainable(model).items():
                parameter.copy_(encoder["param." + name])
    else:
        peft.set_peft_model_state_dict(model, saved)
        assert all(torch.equal(v, saved[k]) for k, v in trainable(model).items())
    return model.to(dtype).eval()


def golden(base_folder, folder, batch, put, encoder={}):
    """`put(out, name, tensor)` stores a gradient or a trained tensor, whole or as a summary.

    `encoder`: what the folder lacks, the tensors of P-tuning's encoder as "param.NAME".
    """
    out = dict(batch) | encoder
    model = load(base_folder, folder, torch.float64, encoder)
    named = trainable(model)
    assert {v.dtype for v in named.values()} == {torch.float64}
    result = model(**batch)
    result.loss.backward()
    out |= {"logits": result.logits, "loss": result.loss.reshape(1)}
    for name, parameter in named.items():
        put(out, f"grad.{name}", parameter.grad)
    for dtype in (torch.float64, torch.float32):
        model = load(base_folder, folder, dtype, encoder)
        named = trainable(model)
        tag = str(dtype).split(".")[1]
        out[f"losses.{tag}"] = train(model, batch, named)
        for name, parameter in named.items():
            put(out, f"final.{tag}.{name}", parameter)
    return out


def minilm_batch():
    """"cat", "Naïve café!" and "the central bank left its main interest rate unchanged on", no pairs."""
    rows = [[101, 4937, 102], [101, 15743, 7668, 999, 102],
            [101, 1996, 2430, 2924, 2187, 2049, 2364, 3037, 3446, 15704, 2006, 102]]
    return batch_of(rows, [[0] * len(r) for r in rows], list(range(LABELS)))


def whole(out, key, tensor):
    out[key] = tensor


def main():
    args = arguments(__doc__)
    minilm = unpack_minilm(args.packages)
    for method, config in (METHODS | TINY_METHODS).items():
        tiny, folder = args.out / "tiny_bert", args.out / "peft" / method
        base = BertForSequenceClassification.from_pretrained(tiny)
        encoder = make_adapter(base, "tiny_bert", config(), folder, 0.3)
        save(folder / "golden.safetensors", golden(tiny, folder, tiny_batch(pairs=True), whole, encoder))
        if method not in METHODS:
            continue
        folder = args.out / "peft" / f"minilm_{method}"
        torch.manual_seed(0)
        base = BertForSequenceClassification.from_pretrained(minilm, num_labels=LABELS)
        make_adapter(base, "all-MiniLM-L6-v2", config(), folder, 0.05)
        save(folder / "golden.safetensors", golden(minilm, folder, minilm_batch(), put_summary))
    shutil.rmtree(minilm.parent.parent)


main()
