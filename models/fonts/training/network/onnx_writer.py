"""Builds an ONNX graph node by node."""

from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

OPSET: Final = 11
"""The operator set of the other networks, and of the operators that `models.graphs.end_to_end` adds."""

IR_VERSION: Final = 6
"""The oldest version of the file format that supports this operator set."""


class GraphWriter:
    """Collects nodes and constants in order. Each method returns the name of the tensor that it added."""

    def __init__(self) -> None:
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def node(self, kind: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        """Adds a node with one output. The output's name is `output`, or a generated one."""
        name = output or f"{kind.lower()}{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, [*inputs], [name], **attributes))
        return name

    def constant(self, array: NDArray[Any]) -> str:
        """Adds an array."""
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(array, name))
        return name

    def weight(self, array: NDArray[np.float32]) -> str:
        """Adds weights that are stored as float16 and cast to float32 when the model is loaded."""
        return self.node("Cast", self.constant(array.astype(np.float16)), to=TensorProto.FLOAT)

    def model(self, name: str, graph_input: ValueInfoProto, graph_output: ValueInfoProto) -> onnx.ModelProto:
        """Returns the checked model. It has one input and one output, to which the nodes refer by name."""
        graph = helper.make_graph(
            nodes=self._nodes,
            name=name,
            inputs=[graph_input],
            outputs=[graph_output],
            initializer=self._constants,
        )
        opset = helper.make_opsetid("", OPSET)
        model = helper.make_model(graph, opset_imports=[opset], ir_version=IR_VERSION)
        onnx.checker.check_model(model, full_check=True)
        return model
