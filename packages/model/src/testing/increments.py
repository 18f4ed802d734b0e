"""Reads [[name, z, delta, y, increment], ...] as JSON; writes the error of each increment in units of round-off (2^-53 of the true value),
by mpmath with 450 digits, so that z + delta is exact and 100 digits are left. Errors of a few of the smallest doubles count as none."""
import json
import sys
from mpmath import mp, mpf, exp, log, erfc, sqrt, tanh

mp.dps = 450
SUBNORMALS = mpf(2) ** -1074 * 32

softplus = lambda z: log(1 + exp(z))
VALUES = {
    "identity": lambda z: z,
    "relu": lambda z: max(z, mpf(0)),
    "leaky-relu": lambda z: z if z > 0 else mpf(0.01) * z,
    "elu": lambda z: z if z > 0 else exp(z) - 1,
    "softplus": softplus,
    "gelu": lambda z: z * erfc(-z / sqrt(mpf(2))) / 2,
    "tanh": tanh,
    "sigmoid": lambda z: 1 / (1 + exp(-z)),
}


def total(values):
    return sum(values, mpf(0))


def true_increment(name, z, delta, y):
    if name in VALUES:
        return VALUES[name](mpf(z) + mpf(delta)) - VALUES[name](mpf(z))
    z, delta, y = ([mpf(x) for x in column] for column in (z, delta, y))
    moved = [a + b for a, b in zip(z, delta)]
    if name == "binary-cross-entropy":
        return total(softplus(b) - softplus(a) - t * d for a, b, d, t in zip(z, moved, delta, y))
    if name == "softmax-cross-entropy":
        partition = lambda logits: log(total(exp(x) for x in logits))
        return total(y) * (partition(moved) - partition(z)) - total(t * d for t, d in zip(y, delta))
    return total(((b - t) ** 2 - (a - t) ** 2) / 2 for a, b, t in zip(z, moved, y))


def error(name, z, delta, y, increment):
    true = true_increment(name, z, delta, y)
    distance = abs(mpf(increment) - true)
    if distance <= SUBNORMALS:
        return 0
    if isinstance(delta, list) and distance <= mpf(2) ** -95 * max(abs(mpf(d)) for d in delta):
        return 0  # entries that cancel to nearly nothing, beyond double-double numbers
    return float(distance / abs(true) * 2**53) if true else 1e300


json.dump([error(*row) for row in json.load(sys.stdin)], sys.stdout)
