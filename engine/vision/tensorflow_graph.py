"""Reading the constants of a frozen TensorFlow graph without TensorFlow.

The file is one protocol buffer message. Only the few fields that hold constants are described here, by their
numbers in TensorFlow's published `graph.proto`, `node_def.proto`, `attr_value.proto` and `tensor.proto`;
protobuf skips the rest.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from numpy.typing import NDArray

_FLOAT32 = 1  # DT_FLOAT in types.proto

_KIND = descriptor_pb2.FieldDescriptorProto
_MESSAGES: dict[str, list[tuple[str, int, Any, bool]]] = {
    "Dimension": [("size", 1, _KIND.TYPE_INT64, False)],
    "Shape": [("dim", 2, "Dimension", True)],
    "Tensor": [
        ("dtype", 1, _KIND.TYPE_INT32, False),
        ("shape", 2, "Shape", False),
        ("content", 4, _KIND.TYPE_BYTES, False),
        ("values", 5, _KIND.TYPE_FLOAT, True),
    ],
    "Attribute": [("tensor", 8, "Tensor", False)],
    "Entry": [("key", 1, _KIND.TYPE_STRING, False), ("value", 2, "Attribute", False)],
    "Node": [
        ("name", 1, _KIND.TYPE_STRING, False),
        ("op", 2, _KIND.TYPE_STRING, False),
        ("attributes", 5, "Entry", True),
    ],
    "Graph": [("node", 1, "Node", True)],
}


def read_constants(file: Path) -> dict[str, NDArray[np.float32]]:
    """Every float32 constant of the graph by name, in the graph's order, shaped as in TensorFlow (HWIO)."""
    graph = _graph_class()()
    graph.ParseFromString(file.read_bytes())
    constants: dict[str, NDArray[np.float32]] = {}
    for node in graph.node:
        if node.op != "Const":
            continue
        tensor = next(entry.value.tensor for entry in node.attributes if entry.key == "value")
        if tensor.dtype == _FLOAT32:
            constants[node.name] = _array(tensor)
    return constants


def _array(tensor: Any) -> NDArray[np.float32]:
    shape = [dim.size for dim in tensor.shape.dim]
    if tensor.content:
        return np.frombuffer(tensor.content, dtype="<f4").reshape(shape)
    values = np.array(tensor.values, dtype=np.float32)
    # TensorFlow writes a constant of one repeated value once.
    return np.resize(values, math.prod(shape)).reshape(shape)


def _graph_class() -> Any:
    described = descriptor_pb2.FileDescriptorProto(name="kith.proto", package="kith", syntax="proto3")
    for name, fields in _MESSAGES.items():
        message = described.message_type.add(name=name)
        for field_name, number, kind, repeated in fields:
            field = message.field.add(name=field_name, number=number)
            field.label = _KIND.LABEL_REPEATED if repeated else _KIND.LABEL_OPTIONAL
            if isinstance(kind, str):
                field.type, field.type_name = _KIND.TYPE_MESSAGE, f".kith.{kind}"
            else:
                field.type = kind
    pool = descriptor_pool.DescriptorPool()
    pool.Add(described)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("kith.Graph"))
