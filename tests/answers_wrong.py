"""Wrong answers as students write them in lessons 01 to 03: the mistake that is to be recognised, and the cell."""

WRONG = [
    ("eq1-by-hand", "F1", """
first_sum = mine.w[0] * mine.x[0][0] + mine.w[1] * mine.x[0][1]
first_a = first_sum if first_sum > 0 else first_sum / 2
second_sum = second_products[0] + second_products[1]
second_a = second_sum if second_sum > 0 else second_sum / 2
"""),
    ("eq1-by-hand", "F1", """
first_sum, first_a = 2 * [mine.w[0] * mine.x[0][0] + mine.w[1] * mine.x[0][1]]
if first_sum < 0:
    first_a = first_sum / 2
"""),
    ("eq1-by-hand", "F3", "second_a = second_sum"),
    ("eq1-by-hand", "F6", """
second_products = [abs(mine.w[0] * mine.x[1][0]), mine.w[1] * mine.x[1][1]]
if second_products[0] == mine.w[0] * mine.x[1][0]:
    second_products[0] = -second_products[0]
second_sum = sum(second_products) + mine.b
second_a = max(second_sum, second_sum / 2)
"""),
    ("eq2-neuron", "F1", "def my_neuron(x, w, b, phi): return phi(w.dot(x))"),
    ("eq2-neuron", "F1-loop", """
def my_neuron(x, w, b, phi):
    total = 0
    for j in range(len(x)):
        total += w[j] * x[j] + b
    return phi(total)
"""),
    ("eq2-neuron", "F4", "def my_neuron(x, w, b, phi): return phi(w @ x) + b"),
    ("eq3-layer", "F3", "def my_layer(x, W, b, phi): return x @ W.T + b"),
    ("eq3-layer", "F4", """
def my_layer(x, W, b, phi):
    return [sum(phi(w * one) for w, one in zip(row, x)) + bias for row, bias in zip(W, b)]
"""),
    ("shapes-forward", "F2", 'shape_V, shape_W = "(r, m)", "(m, n)"'),
    ("shapes-forward", "F2", 'shape_V = "r x m"'),
    ("cost-by-hand", "L2", """
slopes = [three.y[0] - three.y_hat[0], three.y[1] - three.y_hat[1], three.y[2] - three.y_hat[2]]
"""),
    ("cost-by-hand", "L1", "slopes = [2 * (gold - y) for y, gold in zip(three.y, three.y_hat)]"),
    ("cost-by-hand", "L3", "mean, total = total, mean"),
    ("softmax-stable", "N1", """
def my_softmax(s):
    with np.errstate(all="ignore"):
        return np.exp(s) / sum(np.exp(s))
"""),
    ("softmax-stable", "S2", """
def my_softmax(s):
    e = np.exp(s - max(s))
    return e / max(e)
"""),
    ("nll-by-hand", "L4-base", """
first_loss = -np.log10(two.y[two.first])
second_loss = -np.log10(second_y[two.second])
"""),
    ("nll-by-hand", "L4-minus", "first_loss, second_loss = np.log(two.y[two.first]), np.log(second_y[two.second])"),
    ("nll-by-hand", "S1", """
second_y = [2.71828 ** s for s in two.s]
second_loss = -np.log(second_y[two.second])
"""),
    ("eq4-nll", "L1", """
def my_nll(y, y_hat):
    with np.errstate(all="ignore"):
        return -np.sum(y * np.log(y_hat))
"""),
    ("eq4-nll", "L3", "def my_nll(y, y_hat): return np.mean(-y_hat * np.log(y))"),
    ("eq4-nll", "L4-class", "def my_nll(y, y_hat): return -np.log(y[0])"),
    ("eq5-nll", "L4-class", "def my_nll_of_class(y, i): return -np.log(y[i - 1])"),
    ("cross-entropy", "L5", """
def my_cross_entropy(p, q):
    return sum(a * np.log(a / b) for a, b in zip(p, q) if a)
"""),
    ("cross-entropy", "N2", """
def my_cross_entropy(p, q):
    with np.errstate(all="ignore"):
        return -(p * np.log(q)).sum()
"""),
    ("cost-of-weight", "L2", "def my_cost_of_weight(w): return 0.5 * (np.tanh(2 * w - 1) - 0.5) ** 2"),
    ("step-by-hand", "L2", """
gradient = [bowl.k[0] * (bowl.w[0] - bowl.p[0]), bowl.k[1] * (bowl.w[1] - bowl.p[1])]
new_point = [bowl.w[0] - bowl.learning_rate * gradient[0], bowl.w[1] - bowl.learning_rate * gradient[1]]
new_cost = bowl.k[0] * (new_point[0] - bowl.p[0]) ** 2 + bowl.k[1] * (new_point[1] - bowl.p[1]) ** 2
"""),
    ("step-by-hand", "G1", """
new_point = [round(bowl.w[0] + bowl.learning_rate * gradient[0], 2),
             round(bowl.w[1] + bowl.learning_rate * gradient[1], 2)]
new_cost = round(sum(k * (w - p) ** 2 for k, w, p in zip(bowl.k, new_point, bowl.p)), 4)
"""),
    ("stable-rate", "R3", "largest_rate = 1 / valley.kappa"),
    ("stable-rate", "L2", """
slope = 2 * valley.kappa * (valley.w - valley.p)
factor = (valley.w - valley.learning_rate * slope - valley.p) / (valley.w - valley.p)
"""),
    ("q3c-gradient", "L1", """
grad_y = 2 * (sibling.y_hat - y)
grad_c, grad_W = [grad_y], [[grad_y * a[0], grad_y * a[1]]]
slopes = [1 if one > 0 else 0.5 for one in l]
w1, w2 = sibling.theta[6:8]
grad_b = [grad_y * w1 * slopes[0], grad_y * w2 * slopes[1]]
grad_V = [[grad_b[0] * sibling.x[0], grad_b[0] * sibling.x[1]], [grad_b[1] * sibling.x[0], grad_b[1] * sibling.x[1]]]
"""),
    ("q3c-gradient", "B1", """
w1, w2 = sibling.theta[6:8]
grad_b = [grad_y * w1, grad_y * w2]
grad_V = [[one * x for x in sibling.x] for one in grad_b]
"""),
    ("q3c-gradient", "B4", "grad_V = [[grad_V[0][0], grad_V[1][0]], [grad_V[0][1], grad_V[1][1]]]"),
    ("q3c-gradient", "F1", """
V, W = network.V, network.W
l = [V[0][0] * x[0] + V[0][1] * x[1], V[1][0] * x[0] + V[1][1] * x[1]]
slopes = [1 if one > 0 else 1 / 2 for one in l]
a = [slopes[0] * l[0], slopes[1] * l[1]]
y = W[0][0] * a[0] + W[0][1] * a[1] + network.c[0]
grad_y = 2 * (y - sibling.y_hat)
grad_c, grad_W = [grad_y], [[grad_y * a[0], grad_y * a[1]]]
grad_b = [grad_y * W[0][0] * slopes[0], grad_y * W[0][1] * slopes[1]]
grad_V = [[grad_b[0] * x[0], grad_b[0] * x[1]], [grad_b[1] * x[0], grad_b[1] * x[1]]]
"""),
    ("q3c-step", "G1", """
rate, of = sibling.learning_rate, sibling.network
new_V, new_b = of.V + rate * np.array(grad_V), of.b + rate * np.array(grad_b)
new_W, new_c = of.W + rate * np.array(grad_W), of.c + rate * np.array(grad_c)
l = new_V @ sibling.x + new_b
cost_after = (new_W @ np.maximum(l, l / 2) + new_c - sibling.y_hat) ** 2
"""),
    ("q3c-step", "G8", "cost_after = (new_W @ a + new_c - sibling.y_hat) ** 2"),
    ("q3c-step", "B4", """
rate, of = sibling.learning_rate, sibling.network
new_V = of.V - rate * np.array(grad_V).T
l = new_V @ sibling.x + new_b
cost_after = ((new_W @ np.maximum(l, l / 2) + new_c).item() - sibling.y_hat) ** 2
"""),
    ("numerical-gradient", "D1", """
def my_numerical_gradient(f, theta, h=1e-5):
    return [(f(theta + h * e) - f(theta)) / h for e in np.eye(len(theta))]
"""),
    ("numerical-gradient", "D2", """
def my_numerical_gradient(f, theta, h=1e-5):
    return np.array([(f(theta + h * e) - f(theta - h * e)) / 2 * h for e in np.eye(len(theta))])
"""),
    ("numerical-gradient", "D5", """
def my_numerical_gradient(f, theta, h=1e-5):
    h = 0.00001
    return np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in np.eye(len(theta))])
"""),
    ("descend", "G2", """
def my_descend(gradient, start, learning_rate, steps):
    path = [start]
    for _ in range(steps):
        theta = path[-1].copy()
        for j in range(len(theta)):
            theta[j] = theta[j] - learning_rate * gradient(theta)[j]
        path.append(theta)
    return np.array(path)
"""),
    ("descend", "G6", """
def my_descend(gradient, start, learning_rate, steps):
    path = []
    for _ in range(steps):
        start = start - learning_rate * gradient(start)
        path.append(start)
    return np.array(path)
"""),
    ("descend", "P2", """
def my_descend(gradient, start, learning_rate, steps):
    theta = start.copy()
    path = [theta]
    for _ in range(steps):
        theta -= learning_rate * gradient(theta)
        path.append(theta)
    return np.array(path)
"""),
    ("q3d-forward", "F1", """
def my_forward(network, x):
    l = network.V @ x
    a = network.phi1(l)
    s = network.W @ a
    return l, a, s, network.phi2(s)
"""),
    ("q3d-forward", "F3", """
def my_forward(network, x):
    l = network.V @ x + network.b
    a = network.phi1(l)
    s = y = network.W @ a + network.c
    return l, a, s, y
"""),
    ("q3d-forward", "B5", """
def my_forward(network, x):
    l = network.V @ x + network.b
    s = network.W @ l + network.c
    return l, network.phi1(l), s, network.phi2(s)
"""),
    ("q3d-forward", "F6", """
def my_forward(network, x):
    l = network.V @ x - network.b
    a = network.phi1(l)
    s = network.W @ a - network.c
    return l, a, s, network.phi2(s)
"""),
    ("q3d-cost", "L3", "def my_cost(network, x, y_hat): return np.mean((my_forward(network, x)[3] - y_hat) ** 2)"),
    ("q3d-cost", "F3", "def my_cost(network, x, y_hat): return sum((my_forward(network, x)[2] - y_hat) ** 2)"),
    ("q3d-cost", "L6", "def my_cost(network, x, y_hat): return np.sum(my_forward(network, x)[3] - y_hat) ** 2"),
]
