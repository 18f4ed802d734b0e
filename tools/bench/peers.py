"""The peers of `npm run bench`: answers one JSON request a line with one JSON line. Every answer is in seconds, or null where the peer is missing.
A net is {"sizes": [...], "examples": m, "hidden": "relu", "cost": "softmax-cross-entropy"}."""
import json
import sys
import time

import numpy as np

try:
    import torch
except ImportError:
    torch = None

try:
    from scipy.special import ndtr
except ImportError:
    ndtr = None


def drawn(net):
    random = np.random.default_rng(0)
    sizes, m = net["sizes"], net["examples"]
    theta = []
    for inputs, units in zip(sizes, sizes[1:]):
        theta += [random.standard_normal((units, inputs)) * (2 / inputs) ** 0.5, random.standard_normal((units, 1)) * 0.1]
    X = random.standard_normal((sizes[0], m))
    classes = random.integers(0, max(2, sizes[-1]), m)
    Y = np.eye(sizes[-1])[classes].T if sizes[-1] > 1 else classes[None].astype(float)
    return theta, X, Y


ACTIVATIONS = {"relu": lambda z: np.maximum(z, 0), "tanh": np.tanh, "gelu": lambda z: z * ndtr(z)}


def cost(net, theta, X, Y):
    a = X
    for layer in range(0, len(theta), 2):
        z = theta[layer] @ a + theta[layer + 1]
        a = ACTIVATIONS[net["hidden"]](z) if layer < len(theta) - 2 else z
    if net["cost"] == "binary-cross-entropy":
        return (np.logaddexp(0, a) - Y * a).sum() / X.shape[1]
    top = a.max(0)
    return (np.log(np.exp(a - top).sum(0)) + top - (Y * a).sum(0)).mean()


def net_needs_scipy(net):
    return net["hidden"] == "gelu" and ndtr is None


def textbook(net, budget):
    """The textbook loop, two forward passes a coordinate; sampled, and extrapolated to all, where that takes longer than the budget."""
    theta, X, Y = drawn(net)
    total = sum(t.size for t in theta)
    cost(net, theta, X, Y)
    random = np.random.default_rng(1)
    began, done = time.perf_counter(), 0
    while done < total and (done < 2 or time.perf_counter() - began < budget):
        t = theta[random.integers(len(theta))]
        at = np.unravel_index(random.integers(t.size), t.shape)
        saved = t[at]
        t[at] = saved + 1e-7
        plus = cost(net, theta, X, Y)
        t[at] = saved - 1e-7
        minus = cost(net, theta, X, Y)
        t[at] = saved
        assert np.isfinite(plus - minus)
        done += 1
    seconds = time.perf_counter() - began
    return {"seconds": seconds * total / done, "sampled": done if done < total else None}


def torch_cost(net):
    theta, X, Y = drawn(net)
    parameters = tuple(torch.tensor(t, requires_grad=True) for t in theta)
    x, y = torch.tensor(X), torch.tensor(Y)
    activation = {"relu": torch.relu, "tanh": torch.tanh, "gelu": torch.nn.functional.gelu}[net["hidden"]]

    def value(*parameters):
        a = x
        for layer in range(0, len(parameters), 2):
            z = parameters[layer] @ a + parameters[layer + 1]
            a = activation(z) if layer < len(parameters) - 2 else z
        if net["cost"] == "binary-cross-entropy":
            return torch.nn.functional.binary_cross_entropy_with_logits(a, y, reduction="sum") / x.shape[1]
        return (torch.logsumexp(a, 0) - (y * a).sum(0)).mean()

    return value, parameters


def timed(work, most=40, budget=3):
    """The best of a few runs, for at most about so many seconds."""
    best, spent, runs = None, 0, 0
    while best is None or (runs < most and spent < budget):
        began = time.perf_counter()
        work()
        seconds = time.perf_counter() - began
        best = seconds if best is None else min(best, seconds)
        spent, runs = spent + seconds, runs + 1
    return best


def backward(net):
    value, parameters = torch_cost(net)
    return timed(lambda: torch.autograd.grad(value(*parameters), parameters))


def gradcheck(net, fast):
    value, parameters = torch_cost(net)
    return timed(lambda: torch.autograd.gradcheck(value, parameters, fast_mode=fast, raise_exception=False))


def product_peak(size=1024):
    a, b = np.ones((size, size)), np.ones((size, size))
    return 2 * size**3 / timed(lambda: a @ b, 8) / 1e9


def answer(request):
    kind = request["kind"]
    if kind == "product":
        return product_peak()
    if kind == "textbook":
        if net_needs_scipy(request["net"]):
            return None
        return textbook(request["net"], request["budget"])
    if torch is None:
        return None
    torch.set_num_threads(1)
    if kind == "backward":
        return backward(request["net"])
    return gradcheck(request["net"], kind == "gradcheck-fast")


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
