"""Writes goldens.txt: what PyTorch makes of small sequences, for SequenceGoldensTest.

Origin: PyTorch 1.13 (Debian 12, python3-torch 1.13.1), float64, on one thread:  python3 goldens.py > goldens.txt

Every line is a name, rows, columns, and the numbers, row after row. Rows of x are as SequenceShape says: C plain columns,
the length, and T tokens of F numbers, newest first. PyTorch gets the tokens oldest first and without padding.
The scalar whose gradients are taken is the sum of dy * y.
"""
import math
import torch
from torch.nn.functional import conv1d, pad, relu, softmax

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.manual_seed(20240229)

C, T, F = 2, 6, 3
LENGTHS = [6, 0, 1, 4, 3, 6, 2]
B = len(LENGTHS)


def show(name, numbers):
    numbers = numbers.detach()
    numbers = numbers.reshape(1, -1) if numbers.dim() < 2 else numbers
    text = " ".join(repr(float(v)) for v in numbers.reshape(-1))
    print(f"{name} {numbers.shape[0]} {numbers.shape[1]} {text}")


def rows():
    x = torch.randn(B, C + 1 + T * F)
    for b, length in enumerate(LENGTHS):
        x[b, C] = length
    return x.requires_grad_()


def oldest_first(x, b):
    """The tokens of a row (L, F)."""
    tokens = x[b, C + 1:].reshape(T, F)[:LENGTHS[b]]
    return tokens.flip(0)


def show_pass(name, x, y):
    """Takes the gradients of the sum of dy * y."""
    dy = torch.randn_like(y)
    (dy * y).sum().backward()
    dx = x.grad.clone()
    dx[:, C] = 0  # the length is an index
    show(name + ".x", x)
    show(name + ".y", y)
    show(name + ".dy", dy)
    show(name + ".dx", dx)


def recurrent(name, module, hidden, bias):
    x = rows()
    out = []
    for b, length in enumerate(LENGTHS):
        last = torch.zeros(hidden)
        if length > 0:
            last = module(oldest_first(x, b).unsqueeze(0))[0][0, -1]
        out.append(torch.cat([x[b, :C], last]))
    show_pass(name, x, torch.stack(out))
    show(name + ".input_weights", module.weight_ih_l0.t())
    show(name + ".d_input_weights", module.weight_ih_l0.grad.t())
    show(name + ".recurrent_weights", module.weight_hh_l0.t())
    show(name + ".d_recurrent_weights", module.weight_hh_l0.grad.t())
    bias(name, module)


def gru_bias(name, module):
    # PyTorch has two biases of r and z, whose sum counts, and b_hn by itself.
    h = module.hidden_size
    both = module.bias_ih_l0.detach().clone()
    both[:2 * h] += module.bias_hh_l0.detach()[:2 * h]
    show(name + ".bias", both)
    show(name + ".d_bias", module.bias_ih_l0.grad)
    show(name + ".candidate_bias", module.bias_hh_l0[2 * h:])
    show(name + ".d_candidate_bias", module.bias_hh_l0.grad[2 * h:])


def lstm_bias(name, module):
    show(name + ".bias", module.bias_ih_l0 + module.bias_hh_l0)
    show(name + ".d_bias", module.bias_ih_l0.grad)


recurrent("gru", torch.nn.GRU(F, 5, batch_first=True), 5, gru_bias)
recurrent("gru_of_one", torch.nn.GRU(F, 1, batch_first=True), 1, gru_bias)
recurrent("lstm", torch.nn.LSTM(F, 5, batch_first=True), 5, lstm_bias)
recurrent("lstm_of_one", torch.nn.LSTM(F, 1, batch_first=True), 1, lstm_bias)


def convolution(channels=4, kernel=3, dilation=2):
    x = rows()
    weight = torch.randn(channels, F, kernel, requires_grad=True)
    bias = torch.randn(channels, requires_grad=True)
    out = []
    for b, length in enumerate(LENGTHS):
        tokens = torch.zeros(T, channels)
        if length > 0:
            series = pad(oldest_first(x, b).t().unsqueeze(0), ((kernel - 1) * dilation, 0))
            seen = relu(conv1d(series, weight, bias, dilation=dilation))[0].t().flip(0)
            tokens = torch.cat([seen, torch.zeros(T - length, channels)])
        out.append(torch.cat([x[b, :C + 1], tokens.reshape(-1)]))
    # (channels, F, kernel), whose last is the token itself, to (kernel F, channels), whose first is.
    ours = lambda w: w.flip(2).permute(2, 1, 0).reshape(kernel * F, channels)
    show_pass("convolution", x, torch.stack(out))
    show("convolution.weights", ours(weight))
    show("convolution.d_weights", ours(weight.grad))
    show("convolution.bias", bias)
    show("convolution.d_bias", bias.grad)


convolution()


def attention(name, heads=2, size=3, age=None):
    """By softmax of products, and, without an age, also by nn.MultiheadAttention with one query; the two must agree."""
    x = rows()
    queries = torch.randn(heads, size, requires_grad=True)
    keys = torch.randn(F, heads * size, requires_grad=True)
    values = torch.randn(F, heads * size, requires_grad=True)
    value_bias = torch.randn(heads * size, requires_grad=True)
    penalties = torch.rand(heads, requires_grad=True)
    out = []
    for b, length in enumerate(LENGTHS):
        pooled = torch.zeros(heads * size)
        if length > 0:
            tokens = oldest_first(x, b)
            k = (tokens @ keys).reshape(length, heads, size)
            v = (tokens @ values + value_bias).reshape(length, heads, size)
            scores = torch.einsum("has,as->ha", k, queries) / math.sqrt(size)
            if age is not None:
                scores = scores - penalties * tokens[:, age:age + 1]
            pooled = torch.einsum("ta,tas->as", softmax(scores, 0), v).reshape(-1)
            if age is None:
                check = torch.nn.MultiheadAttention(heads * size, heads, kdim=F, vdim=F, batch_first=True)
                with torch.no_grad():
                    check.q_proj_weight.copy_(torch.eye(heads * size))
                    check.k_proj_weight.copy_(keys.t())
                    check.v_proj_weight.copy_(values.t())
                    check.in_proj_bias.zero_()
                    check.in_proj_bias[2 * heads * size:] = value_bias
                    check.out_proj.weight.copy_(torch.eye(heads * size))
                    check.out_proj.bias.zero_()
                    batch = tokens.unsqueeze(0)
                    theirs = check(queries.reshape(1, 1, -1), batch, batch)[0].reshape(-1)
                    assert torch.allclose(theirs, pooled, rtol=1e-12, atol=1e-14)
        out.append(torch.cat([x[b, :C], pooled]))
    show_pass(name, x, torch.stack(out))
    for key, value in dict(queries=queries, key_weights=keys, value_weights=values, value_bias=value_bias).items():
        show(f"{name}.{key}", value)
        show(f"{name}.d_{key}", value.grad)
    if age is not None:
        show(name + ".penalties", penalties)
        show(name + ".d_penalties", penalties.grad)


attention("attention")
attention("attention_by_age", age=1)


def training(hidden=4, width=5, steps=6):
    """Adam on all rows at once: tokens through a GRU, then a dense layer, a rectifier and a dense layer, squared error.
    PyTorch's second biases of r and z stay 0, as they would count twice."""
    x = rows().detach()
    labels = torch.randn(B)
    gru = torch.nn.GRU(F, hidden, batch_first=True)
    first = torch.nn.Linear(C + hidden, width)
    last = torch.nn.Linear(width, 1)
    with torch.no_grad():
        gru.bias_hh_l0[:2 * hidden] = 0
    parameters = list(gru.parameters()) + list(first.parameters()) + list(last.parameters())

    def numbers():
        ours = [gru.weight_ih_l0.t(), gru.weight_hh_l0.t(), gru.bias_ih_l0, gru.bias_hh_l0[2 * hidden:],
                first.weight.t(), first.bias, last.weight.t(), last.bias]
        return torch.cat([p.detach().reshape(-1) for p in ours])

    show("training.x", x)
    show("training.labels", labels.reshape(-1, 1))
    show("training.start", numbers())
    adam = torch.optim.Adam(parameters, lr=0.01)
    losses = []
    for _ in range(steps):
        out = []
        for b, length in enumerate(LENGTHS):
            state = torch.zeros(hidden)
            if length > 0:
                state = gru(oldest_first(x, b).unsqueeze(0))[0][0, -1]
            out.append(torch.cat([x[b, :C], state]))
        y = last(relu(first(torch.stack(out)))).reshape(-1)
        loss = ((y - labels) ** 2).mean()
        adam.zero_grad()
        loss.backward()
        gru.bias_hh_l0.grad[:2 * hidden] = 0
        adam.step()
        losses.append(loss.detach())
    show("training.losses", torch.stack(losses))
    show("training.end", numbers())


training()
