"""A cost in NumPy and its hand-written gradient: softmax regression with an L2 penalty. Check it from the repository root:

    npx gradproof check examples/python-process
"""
import gradproof
import numpy as np

random = np.random.default_rng(1)
X = random.normal(size=(5, 40))  # features x examples
Y = np.eye(3)[random.integers(3, size=40)].T  # one-hot, classes x examples
LAMBDA = 0.1


def probabilities(at):
    z = at["W"] @ X + at["b"]
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


def cost(at):
    """The cost you trust."""
    return -np.sum(Y * np.log(probabilities(at))) / X.shape[1] + LAMBDA / 2 * np.sum(at["W"] ** 2)


def gradient(at):
    """The gradient you don't trust."""
    dz = (probabilities(at) - Y) / X.shape[1]
    return {"W": dz @ X.T + LAMBDA * at["W"], "b": dz.sum(axis=1, keepdims=True)}


gradproof.serve(cost, gradient, parameters={"W": random.normal(size=(3, 5)), "b": random.normal(size=(3, 1))})
