"""Races one epoch of this project against NumPy, on MNIST.

    python3 docs/race.py FOLDER     (Debian: python3-numpy libopenblas0; Go)

FOLDER has MNIST's four files. Four programs take turns, five times each: the
chapter's algorithm and its matrix form, in Go and in NumPy, with layers
784-30-10, mini-batches of 10, eta 3 and float64, on the first 50,000 images.
Each runs on one processor. Only training is timed, not the reading of files.
The ratios are taken turn by turn, so that a machine that is slow for a while is
so for both sides.
"""
import gzip
import os
import pathlib
import subprocess
import sys
import tempfile
import time

TURNS = 5
PEER = "--numpy"


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def sigmoid_prime(z):
    return sigmoid(z) * (1.0 - sigmoid(z))


def backprop(biases, weights, x, y, nabla_b, nabla_w):
    """The chapter's backprop; x and y are columns, one or several. It fills the lists."""
    zs, activations = [], [x]
    for b, w in zip(biases, weights):
        zs.append(np.dot(w, activations[-1]) + b)
        activations.append(sigmoid(zs[-1]))
    delta = (activations[-1] - y) * sigmoid_prime(zs[-1])
    for l in range(1, len(weights) + 1):
        if l > 1:
            delta = np.dot(weights[-l + 1].T, delta) * sigmoid_prime(zs[-l])
        nabla_b[-l], nabla_w[-l] = delta, np.dot(delta, activations[-l - 1].T)
    return nabla_b, nabla_w


def zeros(arrays):
    return [np.zeros(a.shape) for a in arrays]


def chapter(biases, weights, xs, ys, part):
    nabla_b, nabla_w = zeros(biases), zeros(weights)
    for i in part:
        dnb, dnw = backprop(biases, weights, xs[i], ys[i], zeros(biases), zeros(weights))
        nabla_b = [s + d for s, d in zip(nabla_b, dnb)]
        nabla_w = [s + d for s, d in zip(nabla_w, dnw)]
    return nabla_b, nabla_w


def matrix(biases, weights, xs, ys, part):
    deltas, nabla_w = backprop(biases, weights, xs[:, part], ys[:, part], [None] * len(biases), [None] * len(weights))
    return [d.sum(axis=1, keepdims=True) for d in deltas], nabla_w


def numpy_epoch(folder, method):
    """Prints the seconds that one epoch takes."""
    def read(name, header):
        for path in (folder / name, folder / (name + ".gz")):
            if path.exists():
                raw = path.read_bytes()
                raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
                return np.frombuffer(raw, np.uint8)[header:]
        sys.exit(f"{folder} has no {name}, plain or .gz")

    xs = read("train-images-idx3-ubyte", 16).reshape(-1, 784)[:50000].T / 255.0
    ys = np.eye(10)[:, read("train-labels-idx1-ubyte", 8)[:50000]]
    rng = np.random.default_rng(16)
    biases = [rng.standard_normal((n, 1)) for n in (30, 10)]
    weights = [rng.standard_normal((30, 784)), rng.standard_normal((10, 30))]
    gradient = matrix
    if method == "chapter":
        gradient = chapter
        xs = [xs[:, i:i + 1].copy() for i in range(50000)]
        ys = [ys[:, i:i + 1].copy() for i in range(50000)]
    order = rng.permutation(50000)
    start = time.perf_counter()
    for k in range(0, 50000, 10):
        nabla_b, nabla_w = gradient(biases, weights, xs, ys, order[k:k + 10])
        weights = [w - 3.0 / 10 * nw for w, nw in zip(weights, nabla_w)]
        biases = [b - 3.0 / 10 * nb for b, nb in zip(biases, nabla_b)]
    print(time.perf_counter() - start)


def race(folder):
    for name in ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"):
        if not (folder / name).exists() and not (folder / (name + ".gz")).exists():
            sys.exit(f"{folder} has no {name}, plain or .gz")
    one = dict(os.environ, GOMAXPROCS="1", OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", BACKPROP_MNIST=str(folder))
    with tempfile.TemporaryDirectory() as build:
        program = pathlib.Path(build) / "epoch.test"
        here = pathlib.Path(__file__).resolve().parent.parent
        subprocess.run(["go", "test", "-c", "-o", program, "./cmd/train"], cwd=here, check=True)

        def go(method):
            out = subprocess.run([program, "-test.run=^$", f"-test.bench=^BenchmarkEpoch/{method}$", "-test.benchtime=1x"],
                                 env=one, check=True, capture_output=True, text=True).stdout
            line = next(words for words in map(str.split, out.splitlines()) if words and words[0].startswith("BenchmarkEpoch"))
            return float(line[line.index("ns/op") - 1]) / 1e9

        def peer(method):
            return float(subprocess.run([sys.executable, __file__, PEER, method, folder],
                                        env=one, check=True, capture_output=True, text=True).stdout)

        runners = {("Go", m): go for m in ("chapter", "matrix")} | {("NumPy", m): peer for m in ("chapter", "matrix")}
        times = {runner: [] for runner in runners}
        for _ in range(TURNS):
            for (name, method), run in runners.items():
                times[name, method].append(run(method))
    for a, b in ((("NumPy", "chapter"), ("Go", "chapter")), (("NumPy", "matrix"), ("Go", "matrix")), (("NumPy", "chapter"), ("Go", "matrix"))):
        ratios = sorted(x / y for x, y in zip(times[a], times[b]))
        print(f"{a[0]} {a[1]} / {b[0]} {b[1]}: {ratios[TURNS // 2]:.2f}  ({ratios[0]:.2f} to {ratios[-1]:.2f})")


if sys.argv[1:2] == [PEER]:
    import numpy as np
    numpy_epoch(pathlib.Path(sys.argv[3]), sys.argv[2])
elif len(sys.argv) == 2:
    race(pathlib.Path(sys.argv[1]).resolve())
else:
    sys.exit(__doc__)
