"""Races one epoch of this project against NumPy, on MNIST.

    python3 docs/race.py FOLDER     (Debian: python3-numpy libopenblas0; Go)

FOLDER has MNIST's four files. The chapter's algorithm and its matrix form, in Go
and in NumPy, take turns, three times each, with layers 784-30-10, mini-batches
of 10, eta 3 and float64, on the first 50,000 images, on one processor and on
two. Only training is timed, not the reading of files. A machine that others use
too is slow now and then: a turn is the quickest of three epochs, and the ratios
are taken turn by turn.
"""
import gzip
import os
import pathlib
import subprocess
import sys
import tempfile
import time

TURNS = 3
EPOCHS = 3
PEER = "--numpy"


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def sigmoid_prime(z):
    return sigmoid(z) * (1.0 - sigmoid(z))


def backprop(biases, weights, x, y, nabla_b, nabla_w, prime):
    """The chapter's backprop; x and y are columns, one or several. It fills the lists.
    prime(z, a) is the derivative of the sigmoid at z, where it is a."""
    zs, activations = [], [x]
    for b, w in zip(biases, weights):
        zs.append(np.dot(w, activations[-1]) + b)
        activations.append(sigmoid(zs[-1]))
    delta = (activations[-1] - y) * prime(zs[-1], activations[-1])
    for l in range(1, len(weights) + 1):
        if l > 1:
            delta = np.dot(weights[-l + 1].T, delta) * prime(zs[-l], activations[-l])
        nabla_b[-l], nabla_w[-l] = delta, np.dot(delta, activations[-l - 1].T)
    return nabla_b, nabla_w


def zeros(arrays):
    return [np.zeros(a.shape) for a in arrays]


def chapter(biases, weights, xs, ys, part):
    nabla_b, nabla_w = zeros(biases), zeros(weights)
    for i in part:
        dnb, dnw = backprop(biases, weights, xs[i], ys[i], zeros(biases), zeros(weights),
                            lambda z, a: sigmoid_prime(z))
        nabla_b = [s + d for s, d in zip(nabla_b, dnb)]
        nabla_w = [s + d for s, d in zip(nabla_w, dnw)]
    return nabla_b, nabla_w


def matrix(biases, weights, xs, ys, part):
    deltas, nabla_w = backprop(biases, weights, xs[:, part], ys[:, part], [None] * len(biases), [None] * len(weights),
                               lambda z, a: a * (1 - a))  # as Go's matrix path
    return [d.sum(axis=1, keepdims=True) for d in deltas], nabla_w


def find(folder, name):
    for path in (folder / name, folder / (name + ".gz")):
        if path.exists():
            return path
    sys.exit(f"{folder} has no {name}, plain or .gz")


def numpy_epoch(folder, method):
    """Prints the seconds that the quickest epoch takes."""
    def read(name, header):
        raw = find(folder, name).read_bytes()
        raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        return np.frombuffer(raw, np.uint8)[header:]

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
    times = []
    for _ in range(EPOCHS):
        order = rng.permutation(50000)
        start = time.perf_counter()
        for k in range(0, 50000, 10):
            nabla_b, nabla_w = gradient(biases, weights, xs, ys, order[k:k + 10])
            weights = [w - 3.0 / 10 * nw for w, nw in zip(weights, nabla_w)]
            biases = [b - 3.0 / 10 * nb for b, nb in zip(biases, nabla_b)]
        times.append(time.perf_counter() - start)
    print(min(times))


def race(folder):
    for name in ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"):
        find(folder, name)
    if subprocess.run([sys.executable, "-c", "import numpy"], capture_output=True).returncode:
        sys.exit(f"{sys.executable} has no NumPy: install it, or run this with a Python that has it (Debian: /usr/bin/python3)")
    with tempfile.TemporaryDirectory() as build:
        program = pathlib.Path(build) / "epoch.test"
        here = pathlib.Path(__file__).resolve().parent.parent
        subprocess.run(["go", "test", "-c", "-o", program, "./cmd/train"], cwd=here, check=True)

        def output(command, processors):
            env = dict(os.environ, BACKPROP_MNIST=str(folder))
            for name in ("GOMAXPROCS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
                env[name] = str(processors)
            return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout

        def go(method, processors):
            out = output([program, "-test.run=^$", f"-test.bench=^BenchmarkEpoch/{method}$", "-test.benchtime=1x",
                          f"-test.count={EPOCHS}"], processors)
            lines = [words for words in map(str.split, out.splitlines()) if words and words[0].startswith("BenchmarkEpoch")]
            return min(float(words[words.index("ns/op") - 1]) for words in lines) / 1e9

        def numpy(method, processors):
            return float(output([sys.executable, __file__, PEER, method, folder], processors))

        # NumPy's method, Go's, and the number of processors.
        races = [("chapter", "chapter", 1), ("matrix", "matrix", 1), ("chapter", "matrix", 1),
                 ("chapter", "chapter", 2), ("matrix", "matrix", 2), ("chapter", "matrix", 2)]
        ratios = [[] for _ in races]
        for _ in range(TURNS):
            seconds = {}
            for (peer, ours, processors), so_far in zip(races, ratios):
                both = (numpy, peer, processors), (go, ours, processors)
                for runner in both:
                    if runner not in seconds:
                        seconds[runner] = runner[0](*runner[1:])
                so_far.append(seconds[both[0]] / seconds[both[1]])
    for (peer, ours, processors), r in zip(races, map(sorted, ratios)):
        print(f"NumPy {peer} / Go {ours}, {processors} processor{'s'[:processors - 1]}: "
              f"{r[TURNS // 2]:.2f}  ({r[0]:.2f} to {r[-1]:.2f})")


if sys.argv[1:2] == [PEER]:
    import numpy as np
    numpy_epoch(pathlib.Path(sys.argv[3]), sys.argv[2])
elif len(sys.argv) == 2:
    race(pathlib.Path(sys.argv[1]).resolve())
else:
    sys.exit(__doc__)
