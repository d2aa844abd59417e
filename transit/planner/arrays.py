"""Numpy arrays in one file that many processes map into memory: a head in JSON, then each array from a multiple of 64 on."""

import json
import os

import numpy as np

ALIGNED = 64
MARK = b"arrays 1"


def write_arrays(path, arrays):
    """Write {name: array} to a file that appears whole or not at all."""
    places, at = {}, 0
    for name, array in arrays.items():
        places[name] = [array.dtype.str, list(array.shape), at]
        at += -(-array.nbytes // ALIGNED) * ALIGNED
    head = json.dumps(places).encode()
    begin = -(-(len(MARK) + 8 + len(head)) // ALIGNED) * ALIGNED
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    with open(partial, "wb") as file:
        file.write(MARK + len(head).to_bytes(8, "little") + head)
        for name, array in arrays.items():
            file.seek(begin + places[name][2])
            file.write(np.ascontiguousarray(array).data)
        file.truncate(begin + at)
    partial.replace(path)


def open_arrays(path):
    """{name: array} of a file, mapped and read-only. Raises OSError, ValueError."""
    data = np.memmap(path, np.uint8, "r")
    if bytes(data[: len(MARK)]) != MARK:
        raise ValueError(path)
    length = int.from_bytes(bytes(data[len(MARK) : len(MARK) + 8]), "little")
    begin = -(-(len(MARK) + 8 + length) // ALIGNED) * ALIGNED
    head = json.loads(bytes(data[len(MARK) + 8 : len(MARK) + 8 + length]))
    return {name: _view(data, dtype, shape, begin + at) for name, (dtype, shape, at) in head.items()}


def _view(data, dtype, shape, at):
    dtype = np.dtype(dtype)
    size = int(np.prod(shape)) * dtype.itemsize
    return np.ndarray.view(data[at : at + size], np.ndarray).view(dtype).reshape(shape)
