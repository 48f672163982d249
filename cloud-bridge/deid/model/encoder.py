"""BERT with 6 layers of 384, its weights lifted from the initialisers of the ONNX file."""

import math

import numpy
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from pieces import SHAPES

WIDTH, HEADS, LAYERS = 384, 12, 6


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        split = lambda t: t.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
        q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
        scores = q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + mask
        mixed = (torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.drop(self.o(mixed)))
        return self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Classifier(nn.Module):
    def __init__(self, labels):
        super().__init__()
        self.word = nn.Embedding(30522, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.token_type = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(WIDTH, labels)

    def forward(self, ids, mask, shapes):
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.word(ids) + self.position(positions) + self.token_type(shapes)))
        hidden = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, hidden)
        return self.head(self.drop(x))

    @staticmethod
    def lifted(file, labels):
        """Biases, norms and embeddings kept their names; the matrices lost theirs and stand in the order of use."""
        graph = onnx.load(file).graph
        arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
        used = [name for node in graph.node if node.op_type == "MatMul" for name in node.input if name in arrays]
        matrices = [arrays[name] for name in used]
        if len(matrices) != 6 * LAYERS:
            raise ValueError(f"{len(matrices)} matrices")
        named = lambda tail: next(a for n, a in arrays.items() if n.endswith(tail))
        model = Classifier(labels)
        put = lambda parameter, array: parameter.data.copy_(torch.from_numpy(numpy.array(array)))
        put(model.word.weight, named("embeddings.word_embeddings.weight"))
        put(model.position.weight, named("embeddings.position_embeddings.weight"))
        types = torch.from_numpy(numpy.array(named("embeddings.token_type_embeddings.weight")))
        model.token_type.weight.data.copy_(types[:1] + 0.02 * torch.randn(SHAPES, WIDTH) * (torch.arange(SHAPES) > 0)[:, None])
        put(model.norm.weight, named("embeddings.LayerNorm.weight"))
        put(model.norm.bias, named("embeddings.LayerNorm.bias"))
        tails = ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", "intermediate.dense", "output.dense"]
        for i, layer in enumerate(model.layers):
            for j, linear in enumerate((layer.q, layer.k, layer.v, layer.o, layer.up, layer.down)):
                put(linear.weight, matrices[6 * i + j].T)
                put(linear.bias, named(f"layer.{i}.{tails[j]}.bias"))
            for norm, tail in ((layer.norm1, "attention.output"), (layer.norm2, f"{i}.output")):
                put(norm.weight, next(a for n, a in arrays.items() if f"layer.{i}." in n and n.endswith(f"{tail}.LayerNorm.weight")))
                put(norm.bias, next(a for n, a in arrays.items() if f"layer.{i}." in n and n.endswith(f"{tail}.LayerNorm.bias")))
        return model
