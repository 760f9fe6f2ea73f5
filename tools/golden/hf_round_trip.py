"""An adapter's way from Python to C++ and back: Hugging Face PEFT and AdapterHub against the program graft.

    ./bazelw build -c opt //cli:graft
    python tools/golden/hf_round_trip.py --graft bazel-bin/cli/graft --model tests/golden/tiny_bert

For each method, with random weights (requirements.txt pins the libraries; float32 everywhere):
  read     the library saves an adapter; `graft predict --adapter` and it give the logits of the same texts;
  written  `graft export` writes that adapter anew; the library loads it, and its logits are compared with those before;
  trained  `graft train` trains the method on a few texts and `graft export` writes it; the library's logits of it
           are compared with those of `graft predict`;
  merged   `graft merge` multiplies the adapter into the model; a BertForSequenceClassification from that folder.
Each cell is the largest difference of a logit. Fails above 1e-5. For scale, `float32` is how far the library's own logits
in float32 lie from those in float64.
"""
import os

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

import argparse
import json
import logging
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import adapters
import peft
import torch
import transformers
from transformers import AutoTokenizer, BertForSequenceClassification

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
torch.set_num_threads(1)

TOLERANCE = 1e-5
CLASSES = 3
TEXTS = ["a cat", "the old dog runs", "he sees a red fish , and she sees a blue bird !", "it was not for you ?"]
LABELS = ["good", "bad", "odd", "good"]

SEQ = {"task_type": "SEQ_CLS"}
# name: (PEFT's config, what `graft train` is told)
METHODS = {
    "LoRA": (lambda: peft.LoraConfig(r=2, lora_alpha=4, target_modules=["query", "value"], **SEQ),
             "lora r=2,alpha=4"),
    "LoRA, rsLoRA, patterns, bias lora_only": (
        lambda: peft.LoraConfig(r=2, target_modules=["key", "output.dense"], use_rslora=True, bias="lora_only",
                                rank_pattern={"layer.1.output.dense": 3}, alpha_pattern={"key": 7},
                                layers_to_transform=[1], **SEQ),
        "lora r=2,targets=key,output.dense,rslora=true,rank_pattern=layer.1.output.dense:3,alpha_pattern=key:7,"
        "bias=lora_only"),
    "LoRA, bias all": (lambda: peft.LoraConfig(r=2, bias="all", **SEQ), "lora r=2,bias=all"),
    "LoRA, all linear maps": (lambda: peft.LoraConfig(r=2, target_modules="all-linear", **SEQ),
                              "lora r=2,targets=query,key,value,dense,pooler.dense"),
    "LoRA, pooler saved": (lambda: peft.LoraConfig(r=2, modules_to_save=["pooler"], **SEQ), None),
    "IA3": (lambda: peft.IA3Config(**SEQ), "ia3 "),
    "LayerNorm tuning": (lambda: peft.LNTuningConfig(target_modules=["LayerNorm"], **SEQ), "ln_tuning "),
    "prefix": (lambda: peft.PrefixTuningConfig(num_virtual_tokens=4, **SEQ), "prefix l=4,shift_positions=true"),
    "prefix, network": (lambda: peft.PrefixTuningConfig(num_virtual_tokens=4, prefix_projection=True,
                                                        encoder_hidden_size=6, **SEQ),
                        "prefix l=4,mlp=6,shift_positions=true"),
    "prompt tuning": (lambda: peft.PromptTuningConfig(num_virtual_tokens=3, **SEQ), "prompt_tuning l=3"),
    "P-tuning, MLP": (lambda: peft.PromptEncoderConfig(num_virtual_tokens=3, encoder_hidden_size=5, **SEQ),
                      "p_tuning l=3,hidden=5"),
    "P-tuning, LSTM": (lambda: peft.PromptEncoderConfig(num_virtual_tokens=3, encoder_hidden_size=5,
                                                        encoder_reparameterization_type="LSTM", **SEQ),
                       "p_tuning l=3,hidden=5,encoder=lstm"),
}
# name: (the adapters library's config, whether the head is an AdapterModel's, what `graft train` is told)
BOTTLENECKS = {
    "seq_bn": (lambda: adapters.SeqBnConfig(reduction_factor=4), False, "pfeiffer reads=norm,r=4"),
    "double_seq_bn": (lambda: adapters.DoubleSeqBnConfig(reduction_factor=4), False, "houlsby activation=swish,r=3"),
    "par_bn": (lambda: adapters.ParBnConfig(reduction_factor=4, scaling=1.0), False, "parallel_adapter r=4"),
    "scaled par_bn": (lambda: adapters.ParBnConfig(reduction_factor=4), False, "scaled_parallel_adapter r=5"),
    "par_bn, learned scale": (lambda: adapters.ParBnConfig(reduction_factor=4, scaling="learned"), False,
                              "parallel_adapter r=4,learn_s=true"),
    "seq_bn, an AdapterModel's head": (lambda: adapters.SeqBnConfig(reduction_factor=4), True,
                                       "pfeiffer reads=norm,r=4"),
}


def base(folder):
    torch.manual_seed(1)
    return BertForSequenceClassification.from_pretrained(folder, num_labels=CLASSES)


def python_logits(model, tokenizer):
    """Each text by itself, as its own batch."""
    with torch.no_grad():
        return torch.cat([model.eval()(**tokenizer(text, return_tensors="pt")).logits for text in TEXTS])


def graft_logits(program, *arguments):
    lines = "".join(json.dumps(text) + "\n" for text in TEXTS)
    out = run(program, "predict", "--json", "--logits", *arguments, given=lines)
    return torch.tensor([json.loads(line)["logits"] for line in out.splitlines()])


def run(program, *arguments, given=""):
    done = subprocess.run([program, *map(str, arguments)], input=given, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"graft {' '.join(map(str, arguments))}: {done.stderr}")
    return done.stdout


def distance(a, b):
    return (a - b).abs().max().item()


def shake(model):
    """Moves everything that is trained away from its start."""
    generator = torch.Generator().manual_seed(2)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.requires_grad:
                scale = 0.4 / parameter.shape[-1] ** 0.5 if parameter.dim() > 1 else 0.1
                parameter += scale * torch.randn(parameter.shape, generator=generator)


def hub_model(folder, flex):
    """A model of the adapters library without an adapter."""
    torch.manual_seed(1)
    if flex:
        return adapters.BertAdapterModel.from_pretrained(folder)
    model = base(folder)
    adapters.init(model)
    return model


def load_hub(model_folder, folder, flex):
    model = hub_model(model_folder, flex)
    name = model.load_adapter(str(folder), with_head=True, set_active=True, use_safetensors=True)
    model.set_active_adapters(name)
    return model


def there_and_back_hub(args, config, flex, folder):
    """The same of an adapter of the adapters library."""
    model = hub_model(args.model, flex)
    if flex:
        model.add_classification_head("task", num_labels=CLASSES)
    model.add_adapter("task", config=config)
    model.train_adapter("task")
    shake(model)
    (folder / "python").mkdir()
    model.save_adapter(str(folder / "python"), "task", with_head=True, use_safetensors=True)
    tokenizer = AutoTokenizer.from_pretrained(args.model)
    want = python_logits(model, tokenizer)
    read = graft_logits(args.graft, "--adapter", folder / "python", "--model", args.model)
    run(args.graft, "export", "--adapter", folder / "python", "--model", args.model, "--format", "adapterhub",
        "--name", "task", "--out", folder / "cpp")
    again = load_hub(args.model, folder / "cpp", flex)
    return [distance(python_logits(model.double(), tokenizer), want), distance(read, want),
            distance(python_logits(again, tokenizer), want), None]


def there_and_back(args, config, folder):
    """Distances: PEFT's own in float32; of what C++ read, of what it wrote, and of what it merged (or None)."""
    model = peft.get_peft_model(base(args.model), config)
    shake(model)
    model.save_pretrained(folder / "python")
    tokenizer = AutoTokenizer.from_pretrained(args.model)
    want = python_logits(model, tokenizer)
    read = graft_logits(args.graft, "--adapter", folder / "python", "--model", args.model)
    run(args.graft, "export", "--adapter", folder / "python", "--model", args.model, "--out", folder / "cpp")
    again = peft.PeftModel.from_pretrained(base(args.model), folder / "cpp")
    cells = [distance(python_logits(model.double(), tokenizer), want), distance(read, want),
             distance(python_logits(again, tokenizer), want), None]
    if config.peft_type in ("LORA", "IA3", "LN_TUNING"):
        run(args.graft, "merge", "--adapter", folder / "python", "--model", args.model, "--out", folder / "merged")
        merged = BertForSequenceClassification.from_pretrained(folder / "merged")
        cells[3] = distance(python_logits(merged, tokenizer), want)
    return cells


def train(args, method, pooling, folder):
    """The folder of an adapter that graft trained."""
    table = folder / "train.csv"
    rows = [f'"{text}",{label}' for text, label in zip(TEXTS, LABELS)]
    table.write_text("text,label\n" + "\n".join(rows) + "\n")
    slug, options = method.split(" ")
    settings = ["--set", options] if options else []
    run(args.graft, "train", "--data", table, "--dev", table, "--model", args.model, "--method", slug,
        "--pooling", pooling, "--out", folder / "trained", "--epochs", 10, "--batch", 2,
        "--rate", 0.02, "--max-length", 18, *settings)
    return folder / "trained"


def from_training(args, method, folder):
    """Distance of PEFT's logits from graft's, for an adapter that graft trained."""
    pooling = "first" if method.startswith(("prompt_tuning", "p_tuning")) else "pooler"
    trained = train(args, method, pooling, folder)
    run(args.graft, "export", "--graft", trained, "--out", folder / "exported")
    model = peft.PeftModel.from_pretrained(base(args.model), folder / "exported")
    ours = graft_logits(args.graft, "--graft", trained)
    return distance(python_logits(model, AutoTokenizer.from_pretrained(args.model)), ours)


def from_training_hub(args, method, flex, folder):
    trained = train(args, method, "dense" if flex else "pooler", folder)
    run(args.graft, "export", "--graft", trained, "--format", "adapterhub", "--name", "task", "--out",
        folder / "exported")
    model = load_hub(args.model, folder / "exported", flex)
    ours = graft_logits(args.graft, "--graft", trained)
    return distance(python_logits(model, AutoTokenizer.from_pretrained(args.model)), ours)


def rows(args):
    """(name, its distances) of each method."""
    for name, (config, method) in METHODS.items():
        with tempfile.TemporaryDirectory() as temporary:
            cells = there_and_back(args, config(), Path(temporary))
            cells.append(from_training(args, method, Path(temporary)) if method else None)
        yield name, cells
    for name, (config, flex, method) in BOTTLENECKS.items():
        with tempfile.TemporaryDirectory() as temporary:
            cells = there_and_back_hub(args, config(), flex, Path(temporary))
            cells.append(from_training_hub(args, method, flex, Path(temporary)))
        yield name, cells


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graft", required=True, type=lambda p: Path(p).resolve())
    parser.add_argument("--model", required=True, type=lambda p: Path(p).resolve())
    args = parser.parse_args()
    print(f"peft {peft.__version__}, adapters {adapters.__version__}, transformers {transformers.__version__}, torch {torch.__version__.split('+')[0]}\n")
    print("| method | float32 | read | written | merged | trained |\n|---|---|---|---|---|---|")
    worst = 0.0
    for name, cells in rows(args):
        worst = max([worst] + [cell for cell in cells[1:] if cell is not None])
        print(f"| {name} | " + " | ".join("" if cell is None else f"{cell:.1e}" for cell in cells) + " |", flush=True)
    print(f"\nlargest difference {worst:.1e}, at most {TOLERANCE:.0e} is accepted")
    sys.exit(worst > TOLERANCE)


main()
