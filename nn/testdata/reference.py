"""Writes reference.json: the chapter's algorithm, run by NumPy.

    python3 nn/testdata/reference.py     (Debian: apt-get install python3-numpy)

For each network the file holds its parameters, a mini-batch with the network's
output and gradient for every example, and the parameters after one
update_mini_batch. JSON numbers are written with the digits that give back the
same float64. The Go test reads the file; it needs neither Python nor NumPy.
"""
import json
import pathlib

import numpy as np


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def sigmoid_prime(z):
    return sigmoid(z) * (1.0 - sigmoid(z))


def feedforward(biases, weights, x):
    zs, activations = [], [x]
    for b, w in zip(biases, weights):
        zs.append(np.dot(w, activations[-1]) + b)
        activations.append(sigmoid(zs[-1]))
    return zs, activations


def gradient(biases, weights, x, y):
    """(BP1) to (BP4), for the cost ½‖a - y‖² of one example."""
    zs, activations = feedforward(biases, weights, x)
    delta = (activations[-1] - y) * sigmoid_prime(zs[-1])
    nabla_b, nabla_w = [delta], [np.dot(delta, activations[-2].T)]
    for i in reversed(range(len(weights) - 1)):
        delta = np.dot(weights[i + 1].T, delta) * sigmoid_prime(zs[i])
        nabla_b.insert(0, delta)
        nabla_w.insert(0, np.dot(delta, activations[i].T))
    return nabla_b, nabla_w


def lists(arrays):
    return [a.tolist() for a in arrays]


def case(name, sizes, spread, examples, eta, rng):
    """A network whose weights have the standard deviation spread."""
    biases = [rng.standard_normal((n, 1)) for n in sizes[1:]]
    weights = [spread * rng.standard_normal((n, m)) for m, n in zip(sizes, sizes[1:])]
    batch, sum_b, sum_w = [], 0, 0
    for _ in range(examples):
        x, y = rng.random((sizes[0], 1)), np.zeros((sizes[-1], 1))
        y[rng.integers(sizes[-1]), 0] = 1.0
        nabla_b, nabla_w = gradient(biases, weights, x, y)
        output = feedforward(biases, weights, x)[1][-1]
        batch.append(dict(x=x.tolist(), y=y.tolist(), output=output.tolist(),
                          nabla_b=lists(nabla_b), nabla_w=lists(nabla_w)))
        sum_b = [d + s for d, s in zip(nabla_b, sum_b)] if sum_b else nabla_b
        sum_w = [d + s for d, s in zip(nabla_w, sum_w)] if sum_w else nabla_w
    step = eta / examples
    return dict(name=name, numpy=np.__version__, sizes=sizes, eta=eta,
                biases=lists(biases), weights=lists(weights), mini_batch=batch,
                updated_biases=lists(b - step * s for b, s in zip(biases, sum_b)),
                updated_weights=lists(w - step * s for w, s in zip(weights, sum_w)))


def main():
    rng = np.random.default_rng(16)
    cases = [
        case("small", [2, 3, 2], 1, 3, 3.0, rng),
        case("two hidden layers", [4, 6, 5, 3], 1, 10, 3.0, rng),
        case("one width", [4, 4, 4, 4], 1, 4, 0.5, rng),
        case("one neuron", [1, 1], 1, 2, 3.0, rng),
        case("no hidden layer", [5, 3], 1, 7, 1.0, rng),
        case("saturated", [3, 6, 5, 2], 20, 5, 3.0, rng),
        case("five layers", [3, 8, 2, 7, 4], 2, 12, 10.0, rng),
    ]
    path = pathlib.Path(__file__).with_name("reference.json")
    path.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")


main()
