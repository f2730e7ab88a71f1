"""Right answers to the exercises in code of lessons 01 to 03, each written in three ways that are not the master's."""

RIGHT = {
    "eq2-neuron": ["""
def my_neuron(x, w, b, phi):
    total = b
    for x_j, w_j in zip(x, w):
        total = total + w_j * x_j
    return phi(total)
""", """
def my_neuron(x, w, b, phi):
    return phi(np.sum(w * x) + b)
""", """
def my_neuron(x, w, b, phi):
    return phi(np.append(w, b).dot(np.append(x, 1)))
"""],
    "eq3-layer": ["""
def my_layer(x, W, b, phi):
    a = []
    for row, bias in zip(W, b):
        a.append(phi(sum(w_j * x_j for w_j, x_j in zip(row, x)) + bias))
    return np.array(a)
""", """
def my_layer(x, W, b, phi):
    return phi(np.einsum("ij,j->i", W, x) + b)
""", """
def my_layer(x, W, b, phi):
    return phi(x @ W.T + b).tolist()
"""],
    "shapes-forward": ["""
shape_V, shape_b, shape_l, shape_a = ("m", "r"), ("m",), ("m",), ("m",)
shape_W, shape_c, shape_s, shape_y = ("n", "m"), ("n",), ("n",), ("n",)
""", """
shape_V, shape_b, shape_l, shape_a = "m x r", "m", "m", "m"
shape_W, shape_c, shape_s, shape_y = "n x m", "n", "n", "n"
""", """
shape_V, shape_b, shape_l, shape_a = "[m, r]", "(m, 1)", "(m, 1)", "m x 1"
shape_W, shape_c, shape_s, shape_y = "(n,m)", "(n, 1)", "(n,)", "n 1"
"""],
    "softmax-stable": ["""
def my_softmax(s):
    largest = max(s)
    powers = [2.718281828459045 ** (one - largest) for one in s]
    return [power / sum(powers) for power in powers]
""", """
def my_softmax(s):
    return np.exp(s - np.logaddexp.reduce(s))
""", """
def my_softmax(s):
    return np.array([1 / np.sum(np.exp(s - one)) for one in s])
"""],
    "eq4-nll": ["""
def my_nll(y, y_hat):
    loss = 0
    for y_j, gold in zip(y, y_hat):
        loss = loss - gold * np.log(y_j)
    return loss
""", """
def my_nll(y, y_hat):
    return -(y_hat @ np.log(y))
""", """
def my_nll(y, y_hat):
    return np.log(1 / np.prod(y ** y_hat))
"""],
    "eq5-nll": ["""
def my_nll_of_class(y, i):
    for j in range(len(y)):
        if j == i:
            return -np.log(y[j])
""", """
def my_nll_of_class(y, i):
    return np.log(1 / y[i])
""", """
def my_nll_of_class(y, i):
    y_hat = np.zeros(len(y))
    y_hat[i] = 1
    return -np.sum(y_hat * np.log(y))
"""],
    "cross-entropy": ["""
def my_cross_entropy(p, q):
    total = 0.0
    for p_j, q_j in zip(p, q):
        if p_j > 0:
            total -= p_j * np.log(q_j)
    return total
""", """
def my_cross_entropy(p, q):
    return -np.sum(np.where(p == 0, 0, p * np.log(np.where(p == 0, 1, q))))
""", """
def my_cross_entropy(p, q):
    p_seen, q_seen = p[p > 0], q[p > 0]
    entropy, divergence = -p_seen @ np.log(p_seen), p_seen @ np.log(p_seen / q_seen)
    return entropy + divergence
"""],
    "cost-of-weight": ["""
def my_cost_of_weight(w):
    return (np.tanh(2 * w - 1) - 0.5) ** 2
""", """
def my_cost_of_weight(w):
    up, down = np.exp(2 * w - 1), np.exp(1 - 2 * w)
    error = (up - down) / (up + down) - 0.5
    return error * error
""", """
def my_cost_of_weight(w):
    y = np.tanh(2 * w - 1)
    return y**2 - y + 0.25
"""],
    "numerical-gradient": ["""
def my_numerical_gradient(f, theta, h=1e-5):
    gradient = []
    for j in range(len(theta)):
        higher, lower = np.array(theta), np.array(theta)
        higher[j] += h
        lower[j] -= h
        gradient.append((f(higher) - f(lower)) / (2 * h))
    return gradient
""", """
def my_numerical_gradient(f, theta, h=1e-5):
    return np.array([(f(theta + e) - f(theta - e)) / h / 2 for e in h * np.eye(len(theta))])
""", """
def my_numerical_gradient(f, theta, h=1e-5):
    def slope(e):
        forward, backward = (f(theta + e) - f(theta)) / h, (f(theta) - f(theta - e)) / h
        return (forward + backward) / 2
    return np.apply_along_axis(slope, 1, h * np.identity(len(theta)))
"""],
    "descend": ["""
def my_descend(gradient, start, learning_rate, steps):
    path = np.zeros((steps + 1, len(start)))
    path[0] = start
    for k in range(steps):
        path[k + 1] = path[k] - learning_rate * gradient(path[k])
    return path
""", """
def my_descend(gradient, start, learning_rate, steps):
    if steps == 0:
        return np.array([start])
    path = my_descend(gradient, start, learning_rate, steps - 1)
    return np.vstack([path, path[-1] - learning_rate * gradient(path[-1])])
""", """
def my_descend(gradient, start, learning_rate, steps):
    theta, path = list(start), [list(start)]
    while len(path) <= steps:
        slope = gradient(np.array(theta))
        theta = [one - learning_rate * other for one, other in zip(theta, slope)]
        path.append(theta)
    return path
"""],
    "q3d-forward": ["""
def my_forward(network, x):
    l = np.array([sum(v * x_j for v, x_j in zip(row, x)) + b for row, b in zip(network.V, network.b)])
    a = network.phi1(l)
    s = np.array([sum(w * a_i for w, a_i in zip(row, a)) + c for row, c in zip(network.W, network.c)])
    return [l, a, s, network.phi2(s)]
""", """
def my_forward(network, x):
    l = network.b + x.dot(network.V.T)
    s = network.c + network.phi1(l).dot(network.W.T)
    return l, network.phi1(l), s, network.phi2(s)
""", """
def my_forward(network, x):
    def layer(M, d, v):
        return np.column_stack([M, d]) @ np.append(v, 1)
    l = layer(network.V, network.b, x)
    a = network.phi1(l)
    s = layer(network.W, network.c, a)
    return l, a, s, network.phi2(s)
"""],
    "q3d-cost": ["""
def my_cost(network, x, y_hat):
    total = 0
    for y_i, gold in zip(my_forward(network, x)[3], y_hat):
        total += (y_i - gold) ** 2
    return total
""", """
def my_cost(network, x, y_hat):
    error = y_hat - my_forward(network, x)[-1]
    return error @ error
""", """
def my_cost(network, x, y_hat):
    y = my_forward(network, x)[3]
    return np.linalg.norm(y - y_hat) ** 2
"""],
}
