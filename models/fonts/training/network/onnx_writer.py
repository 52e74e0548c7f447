"""An ONNX graph as it grows."""

from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

OPSET: Final = 11
"""That of the other networks, whose edges `models.graphs.end_to_end` moves inside."""

VERSION: Final = 6
"""Of the file's format; the oldest that has the operator set."""


class GraphWriter:
    """Nodes and constants, one after the other; each call returns the name of what it added."""

    def __init__(self) -> None:
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def node(self, kind: str, *inputs: str, gives: str | None = None, **attributes: Any) -> str:
        """Add a node with one output, which has the name `gives`, or one of its own."""
        name = gives or f"{kind.lower()}{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, [*inputs], [name], **attributes))
        return name

    def constant(self, array: NDArray[Any]) -> str:
        """Add an array as it is."""
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(array, name))
        return name

    def weight(self, array: NDArray[np.float32]) -> str:
        """Add floats that the file keeps in 16 bits and the network sees in 32."""
        return self.node("Cast", self.constant(array.astype(np.float16)), to=TensorProto.FLOAT)

    def model(self, name: str, takes: ValueInfoProto, gives: ValueInfoProto) -> onnx.ModelProto:
        """All of it, checked: a graph from one tensor, which nodes call by its name, to one tensor."""
        graph = helper.make_graph(self._nodes, name, [takes], [gives], self._constants)
        opset = helper.make_opsetid("", OPSET)
        model = helper.make_model(graph, opset_imports=[opset], ir_version=VERSION)
        onnx.checker.check_model(model, full_check=True)
        return model
