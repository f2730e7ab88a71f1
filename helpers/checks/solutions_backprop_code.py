"""The solutions of lesson 05's exercises in code, as one would type them."""

SOLUTIONS = {
    "eq17-tensor": """\
def my_tensor(a, n):
    tensor = np.zeros((n, n, len(a)))
    for i in range(n):
        tensor[i, i] = a
    return tensor""",
    "second-layer": """\
def my_second_layer(y, y_hat, s, a, W, dphi2):
    grad_y = 2 * (y - y_hat)
    grad_s = dphi2(s) * grad_y
    grad_a = W.T @ grad_s
    grad_c = grad_s
    grad_W = np.outer(grad_s, a)
    return grad_y, grad_s, grad_a, grad_c, grad_W""",
    "q5a-code": """\
def my_first_layer(x, l, grad_a, dphi1):
    grad_l = dphi1(l) * grad_a
    grad_b = grad_l
    grad_V = np.outer(grad_l, x)
    return grad_l, grad_b, grad_V""",
    "q5d-backprop": """\
def my_backprop(network, x, y_hat):
    x, l, a, s, y = forward(network, x)
    grad_s = network.phi2.dphi(s) * 2 * (y - y_hat)
    grad_W = np.outer(grad_s, a)
    grad_l = network.phi1.dphi(l) * (network.W.T @ grad_s)
    grad_V = np.outer(grad_l, x)
    return grad_V, grad_l, grad_W, grad_s""",
    "softmax-nll": """\
def my_grad_s(s, y_hat):
    powers = np.exp(s - np.max(s))
    y = powers / np.sum(powers)
    return y - y_hat""",
    "third-layer": """\
def my_three_layers(deep, x, y_hat):
    k, h, l, a, s, y = deep.forward(x)
    grad_s = deep.phi2.dphi(s) * 2 * (y - y_hat)
    grad_l = deep.phi1.dphi(l) * (deep.W.T @ grad_s)
    grad_k = deep.phi0.dphi(k) * (deep.V.T @ grad_l)
    return (np.outer(grad_k, x), grad_k, np.outer(grad_l, h), grad_l,
            np.outer(grad_s, a), grad_s)""",
    "eq8-sum": """\
def my_total_gradient(gradient_of, X, Y_hat):
    total = gradient_of(X[0], Y_hat[0])
    for x, y_hat in zip(X[1:], Y_hat[1:]):
        total = total + gradient_of(x, y_hat)
    return total


sum_over_mean = 20""",
    "q5d-train": """\
def my_train(network, X, Y_hat, learning_rate, steps):
    for _ in range(steps):
        all_of_them = [my_backprop(network, x, y_hat) for x, y_hat in zip(X, Y_hat)]
        grad_V, grad_b, grad_W, grad_c = (sum(one) for one in zip(*all_of_them))
        V = network.V - learning_rate * grad_V
        b = network.b - learning_rate * grad_b
        W = network.W - learning_rate * grad_W
        c = network.c - learning_rate * grad_c
        network = Network(V, b, W, c, network.phi1, network.phi2)
    return network""",
    "q5d-digits": """\
def my_training(X, Y_hat):
    rng = np.random.default_rng(1)
    networks = [Network(rng.normal(size=(24, 64)) / 8, np.zeros(24), rng.normal(size=(10, 24)) / 5, np.zeros(10))]
    for _ in range(5):
        network = networks[-1]
        for rows in minibatches(len(X), 20, rng):
            network = my_train(network, X[rows], Y_hat[rows], 0.004, 1)
        networks.append(network)
    return networks""",
}
