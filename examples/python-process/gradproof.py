"""Makes a function of arrays a process that `gradproof check` asks (docs/process-protocol.md says how they talk).

    import gradproof
    gradproof.serve(cost, gradient, parameters={"W": W, "b": b})  # functions of a dict of NumPy arrays
    gradproof.serve_torch(cost, parameters={"W": W, "b": b})  # of a dict of PyTorch tensors: autograd is checked
"""
import json
import os
import struct
import sys
import traceback

import numpy as np

PREFIX = struct.Struct("<4sIQ")  # magic, bytes of the JSON header, bytes of the float64 payload


def serve(cost, gradient=None, costs=None, parameters=None):
    """Answers until standard input ends. cost: dict -> number; gradient: dict -> dict; costs: list of dicts -> numbers.
    parameters: where the gradient is checked; None when problem.json names their file."""
    answers, questions = os.fdopen(os.dup(1), "wb"), os.fdopen(os.dup(0), "rb")
    os.dup2(2, 1)  # whatever prints, prints to standard error: standard output carries the answers
    functions = {"cost": cost, "gradient": gradient, "costs": costs}
    shapes = {name: np.shape(array) for name, array in (parameters or {}).items()}

    def answer(question, theta):
        op = question["op"]
        if op == "hello":
            header = {"version": 1, "operations": [name for name in functions if functions[name]]}
            if question["parameters"] is not None:
                shapes.clear()
                shapes.update((tensor["name"], tensor["shape"]) for tensor in question["parameters"])
                return header, []
            if not parameters:
                return header, []
            header["parameters"] = [{"name": name, "shape": shape} for name, shape in shapes.items()]
            return header, pack(parameters, shapes)
        if op == "cost":
            return {}, [float(cost(unpack(theta, shapes)))]
        if op == "costs":
            points = theta.reshape(question["count"], -1)
            return {}, [float(value) for value in costs([unpack(point, shapes) for point in points])]
        return {}, pack(gradient(unpack(theta, shapes)), shapes)

    while True:
        prefix = questions.read(PREFIX.size)
        if len(prefix) < PREFIX.size:
            return
        magic, header_size, payload_size = PREFIX.unpack(prefix)
        question = json.loads(questions.read(header_size))
        theta = np.frombuffer(questions.read(payload_size), dtype="<f8")
        if question["op"] == "bye":
            return
        try:
            header, numbers = answer(question, theta)
        except Exception as error:  # is told: the function failed, not the conversation
            traceback.print_exc()
            header, numbers = {"error": f"{type(error).__name__}: {error}"}, []
        sys.stdout.flush()
        text = json.dumps({"id": question["id"], **header}).encode()
        payload = np.asarray(numbers, dtype="<f8").tobytes()
        answers.write(PREFIX.pack(magic, len(text), len(payload)) + text + payload)
        answers.flush()


def unpack(theta, shapes):
    """The arrays that lie one after the other in a vector, row-major."""
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes.values()])
    parts = np.split(theta.copy(), ends[:-1])
    return {name: part.reshape(shape) for (name, shape), part in zip(shapes.items(), parts)}


def pack(arrays, shapes):
    """The vector of arrays that have these names and shapes."""
    for name, shape in shapes.items():
        if np.shape(arrays[name]) != tuple(shape):
            raise ValueError(f"{name} has shape {np.shape(arrays[name])}, not {tuple(shape)}")
    return np.concatenate([np.ravel(np.asarray(arrays[name], dtype="<f8")) for name in shapes])


def serve_torch(cost, parameters=None):
    """The same for a cost of PyTorch tensors, in float64: its gradient is autograd's."""
    import torch

    def tensors(arrays):
        return {name: torch.tensor(array, requires_grad=True) for name, array in arrays.items()}

    def gradient(arrays):
        at = tensors(arrays)
        cost(at).backward()
        return {name: np.zeros(t.shape) if t.grad is None else t.grad.numpy() for name, t in at.items()}

    if parameters is not None:
        parameters = {name: np.asarray(array, dtype=float) for name, array in parameters.items()}
    serve(lambda arrays: cost(tensors(arrays)).item(), gradient, parameters=parameters)
