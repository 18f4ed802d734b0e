"""Reads .npz files whose paths come on standard input, and prints what NumPy reads of each."""
import hashlib
import json
import resource
import sys
import warnings

import numpy as np

resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
warnings.simplefilter("ignore")


def digest(array):
    if array.dtype.kind not in "fiub" or array.dtype.itemsize > 8:
        raise ValueError("no plain numbers")
    numbers = np.atleast_1d(array).astype("<f8")
    numbers[np.isnan(numbers)] = np.nan  # one NaN
    return hashlib.sha256(numbers.tobytes("C")).hexdigest()


def read(path):
    with np.load(path, allow_pickle=False) as arrays:
        return {"arrays": [[name, list(arrays[name].shape), digest(arrays[name])] for name in arrays.files]}


for line in sys.stdin:
    try:
        answer = read(line.rstrip("\n"))
    except BaseException as error:  # whatever a damaged file makes it throw
        answer = {"error": f"{type(error).__name__}: {error}"[:200]}
    print(json.dumps(answer), flush=True)
