"""Writes the classifier as ONNX, its matrices in eight bits."""

import os

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic


def export(model, folder):
    model.eval()
    plain = os.path.join(folder, "fp32.onnx")
    ids = torch.ones(2, 7, dtype=torch.int64)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    torch.onnx.export(model, (ids, ids, ids), plain, input_names=names, output_names=["logits"], opset_version=17, dynamo=False,
                      dynamic_axes={n: {0: "batch", 1: "length"} for n in names + ["logits"]})
    onnx.checker.check_model(plain)
    # The output layer is small and decides: it stays as it is.
    head = [n.name for n in onnx.load(plain).graph.node if n.op_type in ("MatMul", "Gemm")][-1]
    quantize_dynamic(plain, os.path.join(folder, "identifiers.onnx"), weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=[head])
