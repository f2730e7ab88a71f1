"""What is foreseen of hidden cells: lessons 04 to 06."""

import contextlib
import io
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from foreseeing import cells, graded, retyped, three_digits

from helpers.checks.blocks import Block
from helpers.checks.foreseen_autograd import FORESEEN_AUTOGRAD
from helpers.checks.foreseen_backprop import FORESEEN_BACKPROP
from helpers.checks.foreseen_jacobians import FORESEEN_JACOBIANS
from helpers.checks.values_backprop import ShapedLikeV, batch_cases

MINE = FORESEEN_JACOBIANS | FORESEEN_BACKPROP | FORESEEN_AUTOGRAD
pytestmark = pytest.mark.usefixtures("nowhere")


# students' cells: right ones, none of them the master's

RIGHT = {
    "eq6-sum": ["""
def my_gradient(J, grad_y):
    return [sum(J[k][i] * grad_y[k] for k in range(len(grad_y))) for i in range(len(J[0]))]
""", """
def my_gradient(J, grad_y):
    return grad_y @ J
""", """
def my_gradient(J, grad_y):
    return np.sum(J * grad_y[:, None], axis=0)
"""],
    "numeric-jacobian": ["""
def my_jacobian(g, x, h=1e-5):
    columns = []
    for k in range(x.size):
        up, down = x.copy(), x.copy()
        up[k] += h
        down[k] -= h
        columns.append((g(up) - g(down)) / (2 * h))
    return np.array(columns).T
""", """
def my_jacobian(g, x, h=1e-5):
    return np.stack([g(x + h * e) - g(x - h * e) for e in np.eye(len(x))], axis=1) / 2 / h
""", """
def my_jacobian(g, x, h=1e-5):
    rows = []
    for i in range(len(g(x))):
        rows.append([0.5 / h * (g(x + e)[i] - g(x - e)[i]) for e in h * np.eye(len(x))])
    return rows
"""],
    "eq14": ["""
ds1_da2, J_sa = affine.W[0, 1], affine.W
def my_s(a):
    return affine.W @ a + affine.c
""", """
ds1_da2, J_sa = [float(affine.rows[0][1])], tuple(affine.rows)
def my_s(a):
    (u, v, w), (p, q, r) = affine.rows
    return u * a[0] + v * a[1] + w * a[2] + affine.biases[0], p * a[0] + q * a[1] + r * a[2] + affine.biases[1]
""", """
ds1_da2, J_sa = Fraction(affine.rows[0][1]), np.array(affine.rows).tolist()
def my_s(a):
    s = np.array(affine.biases, float)
    for k in range(3):
        s += affine.W[:, k] * a[k]
    return s
"""],
    "eq16": ["""
J_sc = np.eye(2)
def my_s_of_c(c):
    return affine.W @ affine.a + c
""", """
J_sc = ((1.0, 0.0), (0.0, 1.0))
def my_s_of_c(c):
    first, second = affine.W.dot(affine.a).tolist()
    return [c[0] + first, c[1] + second]
""", """
J_sc = np.array([[1, 0], [0, 1]])
def my_s_of_c(c):
    s = c.copy()
    for i in range(2):
        for k in range(3):
            s[i] += affine.rows[i][k] * affine.still[k]
    return s
"""],
    "eq12": ["""
def my_jacobian_of_activation(phi, s):
    J = np.zeros((len(s), len(s)))
    for i, one in enumerate(phi.dphi(s)):
        J[i, i] = one
    return J
""", """
def my_jacobian_of_activation(phi, s):
    return np.eye(s.size) * phi.dphi(s)
""", """
def my_jacobian_of_activation(phi, s):
    return [[phi.dphi(s[i]) if i == k else 0 for k in range(len(s))] for i in range(len(s))]
"""],
    "softmax-trap": ["""
def my_jacobian_of_softmax(s):
    y = [np.exp(one) / sum(np.exp(s)) for one in s]
    return [[y[i] * ((i == k) - y[k]) for k in range(len(s))] for i in range(len(s))]
""", """
def my_jacobian_of_softmax(s):
    y = np.exp(s - s.max())
    y /= y.sum()
    return np.diag(y) - y[:, None] * y
""", """
def my_jacobian_of_softmax(s):
    y = 1 / np.exp(s[None, :] - s[:, None]).sum(axis=1)
    return y[:, None] * (np.eye(s.size) - y)
"""],
    "eq17-tensor": ["""
def my_tensor(a, n):
    return [[[a[k] if i == j else 0 for k in range(len(a))] for j in range(n)] for i in range(n)]
""", """
def my_tensor(a, n):
    return np.eye(n)[:, :, None] * a
""", """
def my_tensor(a, n):
    return np.einsum("ij,k->ijk", np.identity(n), a)
"""],
    "second-layer": ["""
def my_second_layer(y, y_hat, s, a, W, dphi2):
    grad_y = [2 * (one - gold) for one, gold in zip(y, y_hat)]
    grad_s = [slope * one for slope, one in zip(dphi2(s), grad_y)]
    grad_a = [sum(grad_s[i] * W[i, k] for i in range(len(s))) for k in range(len(a))]
    return grad_y, grad_s, grad_a, grad_s, [[one * a_k for a_k in a] for one in grad_s]
""", """
def my_second_layer(y, y_hat, s, a, W, dphi2):
    grad_y = 2 * y - 2 * y_hat
    grad_s = np.diag(dphi2(s)) @ grad_y
    return grad_y, grad_s, grad_s @ W, grad_s.copy(), grad_s[:, None] * a[None, :]
""", """
def my_second_layer(y, y_hat, s, a, W, dphi2):
    grad_s = -2 * dphi2(s) * (y_hat - y)
    return [-2 * (y_hat - y), grad_s, np.dot(W.T, grad_s), 1.0 * grad_s, np.einsum("i,k", grad_s, a)]
"""],
    "q5a-code": ["""
def my_first_layer(x, l, grad_a, dphi1):
    grad_l = [slope * one for slope, one in zip(dphi1(l), grad_a)]
    return grad_l, grad_l, [[one * x_k for x_k in x] for one in grad_l]
""", """
def my_first_layer(x, l, grad_a, dphi1):
    grad_l = np.diag(dphi1(l)).T @ grad_a
    return grad_l, grad_l, grad_l[:, None] @ x[None, :]
""", """
def my_first_layer(x, l, grad_a, dphi1):
    grad_b = grad_a * dphi1(l)
    return grad_b, grad_b, np.outer(x, grad_b).T
"""],
    "q5d-backprop": ["""
def my_backprop(network, x, y_hat):
    l = network.V @ x + network.b
    a = network.phi1(l)
    s = network.W @ a + network.c
    grad_c = 2 * (network.phi2(s) - y_hat) * network.phi2.dphi(s)
    grad_b = grad_c @ network.W * network.phi1.dphi(l)
    return grad_b[:, None] * x, grad_b, grad_c[:, None] * a, grad_c
""", """
def my_backprop(network, x, y_hat):
    x, l, a, s, y = forward(network, x)
    n, m = network.W.shape
    grad_c = [2 * (y[i] - y_hat[i]) * network.phi2.dphi(s[i]) for i in range(n)]
    grad_b = [sum(grad_c[i] * network.W[i][k] for i in range(n)) * network.phi1.dphi(l[k]) for k in range(m)]
    return [[g * x_k for x_k in x] for g in grad_b], grad_b, [[g * a_k for a_k in a] for g in grad_c], grad_c
""", """
def my_backprop(network, x, y_hat):
    cache = forward(network, x)
    through2 = np.diag(network.phi2.dphi(cache.s))
    through1 = np.diag(network.phi1.dphi(cache.l))
    grad_s = through2 @ (2 * (cache.y - y_hat))
    grad_l = through1 @ network.W.T @ grad_s
    return np.outer(grad_l, cache.x), grad_l, np.outer(grad_s, cache.a), grad_s
"""],
    "softmax-nll": ["""
def my_grad_s(s, y_hat):
    largest = max(s)
    total = sum(np.exp(one - largest) for one in s)
    return [np.exp(one - largest) / total - gold for one, gold in zip(s, y_hat)]
""", """
def my_grad_s(s, y_hat):
    return np.exp(s - np.logaddexp.reduce(s)) - y_hat
""", """
def my_grad_s(s, y_hat):
    grad = np.exp(s - s.max()) / np.exp(s - s.max()).sum()
    grad[np.argmax(y_hat)] -= 1
    return grad
"""],
    "third-layer": ["""
def my_three_layers(deep, x, y_hat):
    k, h, l, a, s, y = deep.forward(x)
    grad_c = 2 * (y - y_hat) * deep.phi2.dphi(s)
    grad_b = (grad_c @ deep.W) * deep.phi1.dphi(l)
    grad_d = (grad_b @ deep.V) * deep.phi0.dphi(k)
    return grad_d[:, None] * x, grad_d, grad_b[:, None] * h, grad_b, grad_c[:, None] * a, grad_c
""", """
def my_three_layers(deep, x, y_hat):
    k, h, l, a, s, y = deep.forward(x)
    grad, found = 2 * (y - y_hat), []
    for phi, sums, before, M in ((deep.phi2, s, a, deep.W), (deep.phi1, l, h, deep.V), (deep.phi0, k, x, deep.U)):
        grad = phi.dphi(sums) * grad
        found = [np.outer(grad, before), grad, *found]
        grad = M.T @ grad
    return found
""", """
def my_three_layers(deep, x, y_hat):
    k, h, l, a, s, y = deep.forward(x)
    J_s, J_l = np.diag(deep.phi2.dphi(s)), deep.W @ np.diag(deep.phi1.dphi(l))
    J_k = deep.V @ np.diag(deep.phi0.dphi(k))
    grad_s = J_s.T @ (2 * (y - y_hat))
    grad_l = J_l.T @ grad_s
    grad_k = J_k.T @ grad_l
    return np.outer(grad_k, x), grad_k, np.outer(grad_l, h), grad_l, np.outer(grad_s, a), grad_s
"""],
    "eq8-sum": ["""
sum_over_mean = 20.0
def my_total_gradient(gradient_of, X, Y_hat):
    return sum(gradient_of(x, y_hat) for x, y_hat in zip(X, Y_hat))
""", """
sum_over_mean = [20]
def my_total_gradient(gradient_of, X, Y_hat):
    return np.mean([gradient_of(X[i], Y_hat[i]) for i in range(len(X))], axis=0) * len(X)
""", """
sum_over_mean = np.array(20)
def my_total_gradient(gradient_of, X, Y_hat):
    if len(X) == 1:
        return gradient_of(X[0], Y_hat[0])
    return my_total_gradient(gradient_of, X[:-1], Y_hat[:-1]) + gradient_of(X[-1], Y_hat[-1])
"""],
    "q5d-train": ["""
def my_train(network, X, Y_hat, learning_rate, steps):
    for _ in range(steps):
        theta = network.to_vector()
        for x, y_hat in zip(X, Y_hat):
            theta = theta - learning_rate * np.hstack([np.ravel(one) for one in my_backprop(network, x, y_hat)])
        network = Network.from_vector(theta, like=network)
    return network
""", """
def my_train(network, X, Y_hat, learning_rate, steps):
    if steps == 0:
        return network
    V, b, W, c = (getattr(network, name).copy() for name in "VbWc")
    for i in range(len(X)):
        for parameter, gradient in zip((V, b, W, c), my_backprop(network, X[i], Y_hat[i])):
            parameter -= learning_rate * gradient
    return my_train(Network(V, b, W, c, network.phi1, network.phi2), X, Y_hat, learning_rate, steps - 1)
""", """
def my_train(network, X, Y_hat, learning_rate, steps):
    for step in range(steps):
        _, l, a, s, y = (np.array(one) for one in zip(*(forward(network, x) for x in X)))
        G = network.phi2.dphi(s) * 2 * (y - Y_hat)
        H = network.phi1.dphi(l) * (G @ network.W)
        network = Network(network.V - learning_rate * H.T @ X, network.b - learning_rate * H.sum(0),
                          network.W - learning_rate * G.T @ a, network.c - learning_rate * G.sum(0),
                          network.phi1, network.phi2)
    return network
"""],
    "own-rule": ["""
def my_logistic(s):
    y = np.array([1 / (1 + 2.718281828459045 ** -one) for one in s.value])
    return Node(y, (s, lambda grad: np.array([y_i * (1 - y_i) * g for y_i, g in zip(y, grad)])))
""", """
def my_logistic(s):
    e = np.exp(-s.value)
    return Node(1 / (1 + e), (s, lambda grad: grad * e / (1 + e) ** 2))
""", """
def my_logistic(s):
    y = (1 + np.tanh(s.value / 2)) / 2
    return Node(y, (s, lambda grad: np.diag(y - y ** 2) @ grad))
"""],
    "max-rule": ["""
def my_maximum(u, v):
    y = np.array([max(one, other) for one, other in zip(u.value, v.value)])
    first = u.value >= v.value
    return Node(y, (u, lambda grad: np.where(first, grad, 0)), (v, lambda grad: np.where(first, 0, grad)))
""", """
def my_maximum(u, v):
    share = (1 + np.sign(u.value - v.value)) / 2
    return Node(np.maximum(u.value, v.value), (u, lambda grad: share * grad), (v, lambda grad: grad - share * grad))
""", """
def my_maximum(u, v):
    larger = 1.0 * (u.value > v.value)
    return larger * u + (1 - larger) * v
"""],
    "three-layers": ["""
def my_cost(U, d, V, b, W, c, x, y_hat):
    y = x
    for M, bias, phi in ((U, d, TANH), (V, b, TANH), (W, c, LOGISTIC)):
        y = apply(phi, M @ y + bias)
    return total((y_hat - y) * (y_hat - y))
""", """
def my_cost(U, d, V, b, W, c, x, y_hat):
    y = apply(LOGISTIC, c + W @ apply(TANH, b + V @ apply(TANH, d + U @ x)))
    return total(y * y - 2 * y_hat * y + y_hat ** 2)
""", """
def my_cost(U, d, V, b, W, c, x, y_hat):
    def tanh(node):
        return 2 * apply(LOGISTIC, 2 * node) + (-1)
    error = apply(LOGISTIC, W @ tanh(V @ tanh(U @ x + d) + b) + c) - y_hat
    return total(0.5 * error * error) * 2
"""],
    "minibatch": ["""
def my_layer_of_batch(X, W, b):
    return [W @ x + b for x in X]
def my_gradient_of_batch(G, X):
    return sum(np.outer(g, x) for g, x in zip(G, X))
""", """
def my_layer_of_batch(X, W, b):
    return (W @ X.T + b[:, None]).T
def my_gradient_of_batch(G, X):
    return (X.T @ G).T
""", """
def my_layer_of_batch(X, W, b):
    return np.einsum("in,kn->ik", X, W) + b
def my_gradient_of_batch(G, X):
    return np.einsum("ik,in->kn", G, X)
"""],
}

# students' cells: wrong ones

WRONG = [
    ("jacobian-by-hand", "J1", """
x1, x2 = g_and_f.x
J_yx = [[x2, 1], [x1, 2 * g_and_f.p * x2]]
grad_x = [J_yx[0][0] * c1 + J_yx[1][0] * c2, J_yx[0][1] * c1 + J_yx[1][1] * c2]
"""),
    ("jacobian-by-hand", "J2", "grad_x = [J_yx[0][0] * c1 + J_yx[0][1] * c2, J_yx[1][0] * c1 + J_yx[1][1] * c2]"),
    ("jacobian-by-hand", "J5", """
x1, x2 = g_and_f.x
J_yx = [[x2, x1], [1, g_and_f.p * x2]]
grad_x = np.array(J_yx).T @ grad_y
"""),
    ("jacobian-2x3", "J7", """
wide_J = [[x1 + p * x2, p * x1, 0], [q, x3, x2]]
wide_grad_x = [wide.c[0] * (x1 + p * x2) + wide.c[1] * q, wide.c[0] * p * x1 + wide.c[1] * x3, wide.c[1] * x2]
"""),
    ("jacobian-2x3", "J1", "wide_J = [[2 * x1 + p * x2, q], [p * x1, x3], [0, x2]]"),
    ("jacobian-2x3", "J3", "wide_grad_x = [2 * x1 + p * x2 + q, p * x1 + x3, x2]"),
    ("eq6-sum", "P-last", """
def my_gradient(J, grad_y):
    gradient = [0] * J.shape[1]
    for i in range(J.shape[1]):
        for k in range(J.shape[0]):
            gradient[i] = grad_y[k] * J[k, i]
    return gradient
"""),
    ("eq6-sum", "J3", """
def my_gradient(J, grad_y):
    return [sum(J[:, i]) for i in range(len(J[0]))]
"""),
    ("numeric-jacobian", "J1", """
def my_jacobian(g, x, h=1e-5):
    return np.array([(g(x + h * e) - g(x - h * e)) / (2 * h) for e in np.eye(len(x))])
"""),
    ("numeric-jacobian", "D1", """
def my_jacobian(g, x, h=1e-5):
    return np.array([(g(x + h * e) - g(x)) / h for e in np.eye(len(x))]).T
"""),
    ("eq14", "J-constant", "J_sa = [[w + c for w in row] for row, c in zip(affine.rows, affine.biases)]"),
    ("eq14", "P-index", "ds1_da2 = affine.rows[1][2]"),
    ("eq14", "F1", """
def my_s(a):
    return [sum(w * one for w, one in zip(row, a)) for row in affine.rows]
"""),
    ("eq14", "J1", """
J_sa = affine.W.T
"""),
    ("eq16", "J-full", "J_sc = [[1, 1], [1, 1]]"),
    ("eq16", "J-vector", "J_sc = [1, 1]"),
    ("eq16", "J-term", """
def my_s_of_c(c):
    return [c[0], c[1]]
"""),
    ("eq12", "J-vector", """
def my_jacobian_of_activation(phi, s):
    return phi.dphi(s)
"""),
    ("eq12", "B2", """
def my_jacobian_of_activation(phi, s):
    y = phi(s)
    return np.eye(len(s)) * phi.dphi(y)
"""),
    ("softmax-trap", "B8", """
def my_jacobian_of_softmax(s):
    y = np.exp(s) / sum(np.exp(s))
    return np.diag(y - y * y)
"""),
    ("softmax-trap", "P-outer", """
def my_jacobian_of_softmax(s):
    y = np.exp(s) / sum(np.exp(s))
    return np.diag(y) - y * y.T
"""),
    ("eq9-13", "L2", """
J_Ey = [[y_i - gold for y_i, gold in zip(y, sheet.y_hat)]]
grad_y = J_Ey[0]
grad_s = [J_ys[0][0] * grad_y[0], J_ys[1][1] * grad_y[1]]
"""),
    ("eq9-13", "B1", "grad_s = grad_y"),
    ("eq9-13", "E1", "grad_E = sum((one - gold) ** 2 for one, gold in zip(y, sheet.y_hat))"),
    ("eq15-19", "B4", "grad_W = [[a_k * g for g in grad_s] for a_k in forward(sheet.network, sheet.x).a]"),
    ("eq15-19", "B3", "grad_a = [sum(w * g for w, g in zip(row, grad_s)) for row in sheet.network.W]"),
    ("eq15-19", "L1", """
grad_s = [-grad_s[0], -grad_s[1]]
grad_a, grad_c = sheet.network.W.T @ grad_s, grad_s
grad_W = np.outer(grad_s, forward(sheet.network, sheet.x).a)
"""),
    ("eq18-value", "K1", """
terms = [grad_s[0] * a_k, grad_s[1] * a_k]
dE_dW = terms[0] + terms[1]
"""),
    ("eq18-value", "K4", "terms, dE_dW = [a_k * (i == j) for i in (1, 2)], a_k"),
    ("q5a-by-hand", "B1", """
grad_l = grad_b = grad_a
grad_V = [[g * x_k for x_k in sheet.x] for g in grad_l]
"""),
    ("q5a-by-hand", "B7", "grad_b = [b * g for b, g in zip(sheet.network.b, grad_l)]"),
    ("q5c-grad-x", "B3", "grad_x = [sum(v * g for v, g in zip(row, grad_l)) for row in sheet.network.V]"),
    ("q5c-grad-x", "B1", "grad_x = sheet.network.V.T @ grad_a"),
    ("eq17-tensor", "K1", """
def my_tensor(a, n):
    tensor = np.zeros((n, n, len(a)))
    for i in range(n):
        for j in range(n):
            tensor[i, j] = a
    return tensor
"""),
    ("eq17-tensor", "K-diagonal", """
def my_tensor(a, n):
    return [list(a) for _ in range(n)]
"""),
    ("second-layer", "L2", """
def my_second_layer(y, y_hat, s, a, W, dphi2):
    grad_y = y - y_hat
    grad_s = dphi2(s) * grad_y
    return grad_y, grad_s, W.T @ grad_s, grad_s, np.outer(grad_s, a)
"""),
    ("second-layer", "B4", """
def my_second_layer(y, y_hat, s, a, W, dphi2):
    grad_y = 2 * (y - y_hat)
    grad_s = dphi2(s) * grad_y
    return grad_y, grad_s, W.T @ grad_s, grad_s, np.outer(a, grad_s)
"""),
    ("second-layer", "B2-late", """
def my_second_layer(y, y_hat, s, a, W, dphi2):
    grad_y = 2 * (y - y_hat)
    grad_s = dphi2(y) * grad_y
    return grad_y, grad_s, W.T @ grad_s, grad_s, np.outer(grad_s, a)
"""),
    ("second-layer", "B3", """
def my_second_layer(y, y_hat, s, a, W, dphi2):
    grad_y = 2 * (y - y_hat)
    grad_s = dphi2(s) * grad_y
    return grad_y, grad_s, W @ grad_s, grad_s, np.outer(grad_s, a)
"""),
    ("q5a-code", "B1", """
def my_first_layer(x, l, grad_a, dphi1):
    return grad_a, grad_a, np.outer(grad_a, x)
"""),
    ("q5a-code", "C2", """
def my_first_layer(x, l, grad_a, dphi1):
    grad_l = dphi1(l) * grad_a
    return grad_l, grad_l, [[g for _ in x] for g in grad_l]
"""),
    ("q5d-backprop", "B1", """
def my_backprop(network, x, y_hat):
    x, l, a, s, y = forward(network, x)
    grad_s = 2 * (y - y_hat)
    grad_l = network.phi1.dphi(l) * (network.W.T @ grad_s)
    return np.outer(grad_l, x), grad_l, np.outer(grad_s, a), grad_s
"""),
    ("q5d-backprop", "B1", """
def my_backprop(network, x, y_hat):
    x, l, a, s, y = forward(network, x)
    grad_s = network.phi2.dphi(s) * 2 * (y - y_hat)
    grad_l = network.W.T @ grad_s
    return np.outer(grad_l, x), grad_l, np.outer(grad_s, a), grad_s
"""),
    ("q5d-backprop", "B5", """
def my_backprop(network, x, y_hat):
    x, l, a, s, y = forward(network, x)
    grad_s = network.phi2.dphi(s) * 2 * (y - y_hat)
    grad_l = network.phi1.dphi(l) * (network.W.T @ grad_s)
    return np.outer(grad_l, x), grad_l, np.outer(grad_s, l), grad_s
"""),
    ("q5d-backprop", "L1", """
def my_backprop(network, x, y_hat):
    x, l, a, s, y = forward(network, x)
    grad_s = network.phi2.dphi(s) * 2 * (y_hat - y)
    grad_l = network.phi1.dphi(l) * (network.W.T @ grad_s)
    return np.outer(grad_l, x), grad_l, np.outer(grad_s, a), grad_s
"""),
    ("q5d-backprop", "C-skip", """
def my_backprop(network, x, y_hat):
    x, l, a, s, y = forward(network, x)
    grad_y = 2 * (y - y_hat)
    grad_s, grad_l = network.phi2.dphi(s) * grad_y, network.phi1.dphi(l) * grad_y
    return np.outer(grad_l, x), grad_l, np.outer(grad_s, a), grad_s
"""),
    ("softmax-nll", "N1", """
def my_grad_s(s, y_hat):
    with np.errstate(all="ignore"):
        return np.exp(s) / np.sum(np.exp(s)) - y_hat
"""),
    ("softmax-nll", "L1", """
def my_grad_s(s, y_hat):
    y = np.exp(s - max(s))
    return y_hat - y / y.sum()
"""),
    ("third-layer", "B2-late", """
def my_three_layers(deep, x, y_hat):
    k, h, l, a, s, y = deep.forward(x)
    grad_s = deep.phi2.dphi(y) * 2 * (y - y_hat)
    grad_l = deep.phi1.dphi(a) * (deep.W.T @ grad_s)
    grad_k = deep.phi0.dphi(h) * (deep.V.T @ grad_l)
    return np.outer(grad_k, x), grad_k, np.outer(grad_l, h), grad_l, np.outer(grad_s, a), grad_s
"""),
    ("third-layer", "B1-layer", """
def my_three_layers(deep, x, y_hat):
    k, h, l, a, s, y = deep.forward(x)
    grad_s = deep.phi2.dphi(s) * 2 * (y - y_hat)
    grad_l = deep.phi1.dphi(l) * (deep.W.T @ grad_s)
    grad_k = deep.phi1.dphi(k) * (deep.V.T @ grad_l)
    return np.outer(grad_k, x), grad_k, np.outer(grad_l, h), grad_l, np.outer(grad_s, a), grad_s
"""),
    ("third-layer", "L2", """
def my_three_layers(deep, x, y_hat):
    k, h, l, a, s, y = deep.forward(x)
    grad_s = deep.phi2.dphi(s) * (y - y_hat)
    grad_l = deep.phi1.dphi(l) * (deep.W.T @ grad_s)
    grad_k = deep.phi0.dphi(k) * (deep.V.T @ grad_l)
    return np.outer(grad_k, x), grad_k, np.outer(grad_l, h), grad_l, np.outer(grad_s, a), grad_s
"""),
    ("eq8-sum", "L3", """
def my_total_gradient(gradient_of, X, Y_hat):
    return np.mean([gradient_of(x, y_hat) for x, y_hat in zip(X, Y_hat)], axis=0)
"""),
    ("eq8-sum", "N-left", """
def my_total_gradient(gradient_of, X, Y_hat):
    total = 0
    for i in range(1, len(X)):
        total = total + gradient_of(X[i], Y_hat[i])
    return total
"""),
    ("eq8-sum", "L3", "sum_over_mean = 0.05"),
    ("q5d-train", "G1", """
def my_train(network, X, Y_hat, learning_rate, steps):
    for _ in range(steps):
        sums = [sum(one) for one in zip(*(my_backprop(network, x, y_hat) for x, y_hat in zip(X, Y_hat)))]
        moved = [getattr(network, name) + learning_rate * one for name, one in zip("VbWc", sums)]
        network = Network(*moved, network.phi1, network.phi2)
    return network
"""),
    ("q5d-train", "G2-each", """
def my_train(network, X, Y_hat, learning_rate, steps):
    for _ in range(steps):
        for x, y_hat in zip(X, Y_hat):
            grads = my_backprop(network, x, y_hat)
            moved = [getattr(network, name) - learning_rate * one for name, one in zip("VbWc", grads)]
            network = Network(*moved, network.phi1, network.phi2)
    return network
"""),
    ("graph-by-hand", "A1", """
grad_p = grad_q
grad_u, grad_v = graph.v * grad_p, graph.u * grad_p
"""),
    ("graph-by-hand", "A3", "grad_u, grad_v = graph.u * grad_p, graph.v * grad_p"),
    ("graph-by-hand", "A8", """
q = p * graph.w
z = q * r
grad_r = q
grad_p = grad_q + graph.k * grad_r
grad_u, grad_v = graph.v * grad_p, graph.u * grad_p
"""),
    ("own-rule", "A4", """
def my_logistic(s):
    y = 1 / (1 + np.exp(-s.value))
    return Node(y, (s, lambda grad: y * (1 - y)))
"""),
    ("own-rule", "R-sign", """
def my_logistic(s):
    y = 1 / (1 + np.exp(s.value))
    return Node(y, (s, lambda grad: y * (1 - y) * grad))
"""),
    ("own-rule", "P-order", """
def my_logistic(s):
    y = 1 / 1 + np.exp(-s.value)
    return Node(y, (s, lambda grad: y * (1 - y) * grad))
"""),
    ("own-rule", "A9", """
def my_logistic(s):
    return Node(1 / (1 + np.exp(-s.value)))
"""),
    ("max-rule", "R-both", """
def my_maximum(u, v):
    return Node(np.maximum(u.value, v.value), (u, lambda grad: grad), (v, lambda grad: grad))
"""),
    ("max-rule", "R-both", """
def my_maximum(u, v):
    y = np.maximum(u.value, v.value)
    return Node(y, (u, lambda grad: (u.value == y) * grad), (v, lambda grad: (v.value == y) * grad))
"""),
    ("max-rule", "R-none", """
def my_maximum(u, v):
    y = np.maximum(u.value, v.value)
    return Node(y, (u, lambda grad: (u.value > v.value) * grad), (v, lambda grad: (v.value > u.value) * grad))
"""),
    ("max-rule", "R-min", """
def my_maximum(u, v):
    smaller = u.value < v.value
    return Node(np.where(smaller, u.value, v.value),
                (u, lambda grad: smaller * grad), (v, lambda grad: ~smaller * grad))
"""),
    ("max-rule", "A4", """
def my_maximum(u, v):
    larger = u.value > v.value
    return Node(np.where(larger, u.value, v.value), (u, lambda grad: 1.0 * larger), (v, lambda grad: 1.0 * ~larger))
"""),
    ("three-layers", "F3", """
def my_cost(U, d, V, b, W, c, x, y_hat):
    a = apply(TANH, V @ apply(TANH, U @ x + d) + b)
    error = W @ a + c - y_hat
    return total(error * error)
"""),
    ("three-layers", "F1", """
def my_cost(U, d, V, b, W, c, x, y_hat):
    error = apply(LOGISTIC, W @ apply(TANH, V @ apply(TANH, U @ x) + b) + c) - y_hat
    return total(error * error)
"""),
    ("three-layers", "L6", """
def my_cost(U, d, V, b, W, c, x, y_hat):
    y = apply(LOGISTIC, W @ apply(TANH, V @ apply(TANH, U @ x + d) + b) + c)
    return total(y - y_hat) * total(y - y_hat)
"""),
    ("three-layers", "A9", """
def my_cost(U, d, V, b, W, c, x, y_hat):
    h = np.tanh(U.value @ x + d.value)
    y = apply(LOGISTIC, W @ apply(TANH, V @ h + b) + c)
    return total((y - y_hat) * (y - y_hat))
"""),
    ("three-layers", "A10", """
def my_cost(U, d, V, b, W, c, x, y_hat):
    error = apply(LOGISTIC, W @ apply(TANH, V @ apply(TANH, U @ x + d) + b) + c) - y_hat
    return total(error * error.value)
"""),
    ("minibatch", "F1", """
def my_layer_of_batch(X, W, b):
    return np.array([W @ x for x in X])
"""),
    ("minibatch", "L3", """
def my_gradient_of_batch(G, X):
    return np.mean([np.outer(g, x) for g, x in zip(G, X)], axis=0)
"""),
    ("minibatch", "B4", """
def my_gradient_of_batch(G, X):
    return X.T @ G
"""),
    ("minibatch", "F2", """
def my_layer_of_batch(X, W, b):
    return X @ W + b
"""),
]
BY_HAND = [exercise for exercise in MINE if exercise not in RIGHT]
INVISIBLE = {  # mistakes of a catalogue that print nothing else in an exercise, and why
    "jacobian-2x3": {"J2": "the rows of a wide J do not fit the gradient"},
    "eq18-value": {"B1-halved": "s_j is negative on every sheet, and its slope is the half already"},
    "q5a-code": dict.fromkeys(("B3", "C1", "P-last", "P-matrix"), "no gradient goes through a matrix here"),
    "own-rule": {"R-table": "a table has another shape than s, and backward stops before anything is printed"},
}


# playing a notebook, here with graded answers only: another one may need a cell that is no answer

def run(source: str, names: dict) -> str:
    """What a cell prints; where it stops, it has printed what came before."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(source, "a cell", "exec"), names)
    return said.getvalue()


@cache
def answered(lesson: str, student_id: str) -> dict:
    """The names of a master after its imports, sheets and graded answers; treat it as read-only."""
    names: dict = {"Fraction": Fraction}
    for cell in cells(lesson).values():
        about, tags = cell["metadata"].get("workbook", {}), cell["metadata"].get("tags", ())
        if cell["id"] in ("imports", "seed", "student-id") or cell["id"].endswith("-sheet") or (
                "answer" in tags and about["kind"] == "graded"):
            run(cell["source"], names)
            names["student_id"] = student_id
    return names


def played(exercise: str, seed: int, answer: str = "") -> dict:
    """The names that a hidden cell finds after every answer was run, and after it this one."""
    names = answered(graded()[exercise], f"student {seed}") | {"seed": seed}
    run(answer, names)
    return names


def hidden(exercise: str, names: dict) -> tuple[str, bool]:
    """What the hidden cell prints, and whether it came to its end."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            exec(cells(graded()[exercise])[f"{exercise}-hidden"]["source"], names)
    except (ValueError, TypeError, IndexError):
        return said.getvalue(), False
    return said.getvalue(), True


@cache
def blocks(exercise: str, seed: int) -> list[Block]:
    """What is foreseen for one student."""
    return MINE[exercise](seed, f"student {seed}")


def right(exercise: str, seed: int) -> str:
    return "".join(block.right for block in blocks(exercise, seed))


def explained(text: str, ended: bool, foreseen: Sequence[Block]) -> set[str]:
    """The mistakes of which each alone explains a text, case by case, as far as it goes where the answer stops."""
    lines, found = text.splitlines(keepends=True), set().union(*(block.mistakes for block in foreseen))
    for block in foreseen:
        size = block.right.count("\n")
        part, lines = "".join(lines[:size]), lines[size:]
        found = {code for code in found if fits(part, code, block) or not (part or ended)}
    return set() if right_so_far(text, foreseen) or lines else found


def fits(part: str, code: str, block: Block) -> bool:
    """Whether a mistake prints this in one case, where it may be silent."""
    silent = code in block.silent or code not in block.mistakes
    return part in block.mistakes.get(code, ()) or (part == block.right and silent)


def right_so_far(text: str, foreseen: Sequence[Block]) -> bool:
    return "".join(block.right for block in foreseen).startswith(text)


# what is foreseen

def test_every_graded_exercise_of_these_lessons_is_foreseen_once():
    assert [exercise for exercise, lesson in graded().items() if lesson[:2] in ("04", "05", "06")] == list(MINE)
    assert len(MINE) == len(FORESEEN_JACOBIANS) + len(FORESEEN_BACKPROP) + len(FORESEEN_AUTOGRAD)


@pytest.mark.parametrize("exercise", MINE)
def test_what_is_foreseen_as_right_is_what_the_master_prints(exercise):
    for seed in range(3):
        assert hidden(exercise, played(exercise, seed)) == (right(exercise, seed), True)


@pytest.mark.parametrize("exercise", RIGHT)
@pytest.mark.parametrize("way", range(3))
def test_right_answers_in_code_print_the_same_however_they_are_written(exercise, way):
    for seed in range(3):
        assert hidden(exercise, played(exercise, seed, RIGHT[exercise][way])) == (right(exercise, seed), True)


def fractions(value: object) -> object:
    return [fractions(part) for part in value] if np.ndim(value) else Fraction(float(value))


@pytest.mark.parametrize("exercise", BY_HAND)
@pytest.mark.parametrize("spell", [np.float64, fractions, three_digits])
def test_right_numbers_by_hand_print_the_same_however_they_are_typed(exercise, spell):
    for seed in range(3):
        names = retyped(exercise, played(exercise, seed), spell)
        assert hidden(exercise, names) == (right(exercise, seed), True)


@pytest.mark.parametrize(("exercise", "code", "answer"), WRONG)
def test_a_wrong_answer_is_explained_by_its_mistake(exercise, code, answer):
    for seed in range(3):
        text, ended = hidden(exercise, played(exercise, seed, answer))
        assert text != right(exercise, seed)
        assert explained(text, ended, blocks(exercise, seed)) == {code}


def test_every_exercise_has_a_wrong_answer():
    assert {exercise for exercise, _, _ in WRONG} == set(MINE)


@pytest.mark.parametrize("exercise", MINE)
def test_every_mistake_is_foreseen_or_known_to_be_invisible(exercise):
    every = [block for seed in range(5) for block in blocks(exercise, seed)]
    listed, seen = (set().union(*(getattr(block, name) for block in every)) for name in ("questions", "mistakes"))
    assert listed - seen == set(INVISIBLE.get(exercise, ()))
    assert seen <= listed


@pytest.mark.parametrize("exercise", MINE)
def test_every_text_differs_from_the_right_one_and_has_as_many_lines(exercise):
    for block in (block for seed in range(3) for block in blocks(exercise, seed)):
        assert block.right.endswith("\n")
        for texts in block.mistakes.values():
            assert list(texts) == sorted(set(texts))
            assert block.right not in texts
            assert {text.count("\n") for text in texts} == {block.right.count("\n")}


@pytest.mark.parametrize(("exercise", "silent"), [("second-layer", []), ("q5d-backprop", []), ("q5d-train", []),
                                                  ("third-layer", ["B1-layer"]), ("max-rule", ["R-both", "R-none"])])
def test_a_first_case_hides_little(exercise, silent):
    """Its phi0 and phi2 are the same in third-layer, and in max-rule it has no ties."""
    for seed in range(3):
        assert list(blocks(exercise, seed)[0].silent) == silent


# what graders' cells bring with them

def test_graders_cells_need_no_backpropagation():
    script = "import sys, helpers.checks.values_backprop; print('helpers.backprop' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said == "False\n"


def test_what_graders_add_up_has_the_shape_of_V_and_takes_one_whole_instance():
    for network, X, Y_hat in batch_cases(0):
        gradient_of = ShapedLikeV(network)
        one = gradient_of(X[0], Y_hat[0])
        assert one.shape == network.V.shape
        for moved in (gradient_of(-X[0], Y_hat[0]), gradient_of(X[0], -Y_hat[0])):
            assert (np.abs(moved - one) > 1e-3).all()
        with pytest.raises(ValueError, match="gradient_of takes x as a whole"):
            gradient_of(X, Y_hat)
