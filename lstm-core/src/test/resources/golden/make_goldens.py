#!/usr/bin/env python3
"""Writes the .safetensors files in this directory: results of PyTorch, computed in float64.

usage: python3 make_goldens.py        (torch 2.13, numpy, safetensors)

Each case holds the network's parameters (float32), an input (T, B, I), an output gradient (B, O), and
PyTorch's prediction and gradients, computed in float64 from those float32 numbers.
"""

import itertools
import math
import pathlib
import torch
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent
CASES = {  # T, B, I, H, layers, directions, O
    "plain": (5, 3, 2, 4, 1, 1, 3),
    "wide": (30, 8, 7, 33, 1, 1, 24),
    "stacked": (12, 5, 3, 7, 3, 1, 2),
    "both_ways": (9, 4, 2, 17, 2, 2, 5),
    "one_step": (1, 1, 1, 1, 1, 2, 1),
}


class Net(torch.nn.Module):
    def __init__(self, inputs, hidden, layers, directions, outputs):
        super().__init__()
        self.lstm = torch.nn.LSTM(inputs, hidden, layers, bidirectional=directions == 2)
        self.head = torch.nn.Linear(directions * hidden, outputs)
        self.directions = directions

    def forward(self, x):
        _, (h, _) = self.lstm(x)
        return self.head(torch.cat(list(h[-self.directions :]), dim=1))


def forecaster():
    tensors = {}
    for number, (name, (steps, batch, inputs, hidden, layers, directions, outputs)) in enumerate(CASES.items()):
        torch.manual_seed(number)
        net = Net(inputs, hidden, layers, directions, outputs)
        for key, value in net.state_dict().items():
            tensors[f"{name}/{key}"] = value.clone()
        x, d = torch.randn(steps, batch, inputs), torch.randn(batch, outputs)
        net = net.double()
        y = net(x.double())
        (y * d.double()).sum().backward()
        tensors.update({f"{name}/x": x, f"{name}/d_prediction": d, f"{name}/prediction": y.detach()})
        for key, value in net.named_parameters():
            tensors[f"{name}/grad.{key}"] = value.grad.clone()
    save_file(tensors, HERE / "forecaster.safetensors")


class Through(torch.nn.Module):
    """Reads through the horizon: classes become vectors, and each of the last steps is answered from its state."""

    DIRECTIONS = 1

    def __init__(self, numbers, counts, widths, hidden, layers, horizon, outputs):
        super().__init__()
        self.numbers, self.horizon = numbers, horizon
        self.embeddings = torch.nn.ModuleList(torch.nn.Embedding(*pair) for pair in zip(counts, widths))
        self.lstm = torch.nn.LSTM(numbers + sum(widths), hidden, layers, bidirectional=self.DIRECTIONS == 2)
        self.head = torch.nn.Linear(self.DIRECTIONS * hidden, outputs)

    def forward(self, x, lengths):
        classes = [e(x[:, :, self.numbers + i].long()) for i, e in enumerate(self.embeddings)]
        rows = torch.cat([x[:, :, : self.numbers], *classes], dim=2)
        packed = torch.nn.utils.rnn.pack_padded_sequence(rows, lengths, enforce_sorted=False)
        states = torch.nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0])[0]
        last = torch.stack([states[n - self.horizon : n, b] for b, n in enumerate(lengths.tolist())])
        return self.head(last).flatten(1)


class BothWays(Through):
    """The same, bidirectional: backward, each layer reads the steps before the horizon only, and is 0 in it."""

    DIRECTIONS = 2

    def direction(self, x, layer, suffix):
        parameter = lambda name: getattr(self.lstm, f"{name}_l{layer}{suffix}")
        h = c = torch.zeros(self.lstm.hidden_size, dtype=x.dtype)
        states = []
        for row in x:
            sums = parameter("weight_ih") @ row + parameter("bias_ih") + parameter("weight_hh") @ h + parameter("bias_hh")
            i, f, g, o = sums.chunk(4)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            states.append(h)
        return torch.stack(states)

    def forward(self, x, lengths):
        answers = []
        for b, n in enumerate(lengths.tolist()):
            classes = [e(x[:n, b, self.numbers + i].long()) for i, e in enumerate(self.embeddings)]
            rows, past = torch.cat([x[:n, b, : self.numbers], *classes], dim=1), n - self.horizon
            for layer in range(self.lstm.num_layers):
                zeros = torch.zeros(self.horizon, self.lstm.hidden_size, dtype=rows.dtype)
                back = [self.direction(rows[:past].flip(0), layer, "_reverse").flip(0)] if past > 0 else []
                rows = torch.cat([self.direction(rows, layer, ""), torch.cat([*back, zeros])], dim=1)
            answers.append(self.head(rows[past:]).flatten())
        return torch.stack(answers)


def through():
    tensors = {}
    cases = {
        "equal": (5, [4, 9], [2, 3], 6, 1, 3, 2, [8, 8, 8]),
        "padded": (3, [5], [4], 17, 2, 4, 1, [6, 11, 4, 9]),
        "both-ways": (2, [3], [2], 5, 2, 2, 2, [7, 3, 2, 7]),
    }
    for number, (name, (numbers, counts, widths, hidden, layers, horizon, outputs, lengths)) in enumerate(cases.items()):
        torch.manual_seed(number)
        kind = BothWays if name == "both-ways" else Through
        net = kind(numbers, counts, widths, hidden, layers, horizon, outputs)
        for key, value in net.state_dict().items():
            tensors[f"{name}/{key}"] = value.clone()
        steps, batch = max(lengths), len(lengths)
        x = torch.cat(
            [torch.randn(steps, batch, numbers)] + [torch.randint(0, n, (steps, batch, 1)).float() for n in counts], dim=2
        )
        d = torch.randn(batch, horizon * outputs)
        net = net.double()
        y = net(x.double(), torch.tensor(lengths))
        (y * d.double()).sum().backward()
        tensors.update({f"{name}/x": x, f"{name}/d_prediction": d, f"{name}/prediction": y.detach()})
        for key, value in net.named_parameters():
            tensors[f"{name}/grad.{key}"] = value.grad.clone()
    save_file(tensors, HERE / "through.safetensors")


class Segments(torch.nn.Module):
    """SegRNN with parallel decoding, as its paper has it (Lin et al. 2023): one channel at a time."""

    def __init__(self, cell, channels, horizon, segment, hidden, values, norm):
        super().__init__()
        self.horizon, self.segment, self.norm = horizon, segment, norm
        self.embedding = torch.nn.Linear(segment, hidden)
        self.cell = cell
        setattr(self, cell, getattr(torch.nn, cell.upper())(hidden, hidden))
        self.position = torch.nn.Parameter(torch.randn(horizon // segment, hidden // 2))
        self.channel = torch.nn.Parameter(torch.randn(channels, hidden // 2))
        self.head = torch.nn.Linear(hidden, segment * values)

    def forward(self, x):
        rnn, answers = getattr(self, self.cell), []
        for c in range(x.shape[2]):
            series = x[:, :, c].T
            level, spread = torch.zeros_like(series[:, :1]), torch.ones_like(series[:, :1])
            if self.norm == "last":
                level = series[:, -1:]
            elif self.norm == "standard":
                level = series.mean(1, keepdim=True)
                spread = (series.var(1, keepdim=True, unbiased=False) + 1e-5).sqrt()
            read = self.embedding(((series - level) / spread).unflatten(1, (-1, self.segment))).relu()
            _, last = rnn(read.transpose(0, 1))
            steps = []
            for position in self.position:
                vector = torch.cat([position, self.channel[c]]).expand(1, len(series), -1)
                steps.append(self.head(rnn(vector, last)[0][0]).unflatten(1, (self.segment, -1)))
            answers.append(torch.cat(steps, dim=1) * spread[:, :, None] + level[:, :, None])
        return torch.stack(answers, dim=2).flatten(1)


def segments():
    tensors = {}
    cases = {  # cell, C, H, w, d, values, norm; T, B
        "gru": (("gru", 3, 6, 2, 8, 1, "last"), 4, 5),
        "lstm": (("lstm", 2, 4, 4, 6, 3, "standard"), 12, 3),
        "rnn": (("rnn", 1, 9, 3, 34, 1, "none"), 3, 2),
    }
    for number, (name, (options, steps, batch)) in enumerate(cases.items()):
        torch.manual_seed(number)
        net = Segments(*options)
        for key, value in net.state_dict().items():
            tensors[f"{name}/{key}"] = value.clone()
        x = torch.randn(steps, batch, options[1])
        d = torch.randn(batch, options[2] * options[1] * options[5])
        net = net.double()
        y = net(x.double())
        (y * d.double()).sum().backward()
        tensors.update({f"{name}/x": x, f"{name}/d_prediction": d, f"{name}/prediction": y.detach()})
        for key, value in net.named_parameters():
            tensors[f"{name}/grad.{key}"] = value.grad.clone()
    save_file(tensors, HERE / "segments.safetensors")


def sample(tensor):
    """The largest magnitude, then all values, or 16 evenly spaced values."""
    flat = tensor.detach().double().flatten()
    if len(flat) > 16:
        flat = flat[[(2 * k + 1) * len(flat) // 32 for k in range(16)]]
    return torch.cat([tensor.detach().abs().max().reshape(1).double(), flat])


def recurrent():
    """The whole grid of options. Weights, inputs and gradients are uniform, drawn after manual_seed(number of the case),
    so that a reader with torch's generator can draw them again. The file holds samples of the results only."""
    T, B, LENGTHS = 6, 5, [3, 6, 1, 5, 6]
    tensors, number = {}, 0
    for cell, layers, directions, bias, projected, packed, given, size in itertools.product(
        ["lstm", "gru", "rnn_tanh", "rnn_relu"], [1, 2, 3], [1, 2], [1, 0], [0, 1], [0, 1], [0, 1], [1, 3, 7, 17, 33, 100]
    ):
        if projected and (cell != "lstm" or size == 1):
            continue
        projection = size // 2 if projected else 0
        torch.manual_seed(number)
        options = dict(bias=bool(bias), bidirectional=directions == 2, num_layers=layers)
        if cell == "lstm":
            net = torch.nn.LSTM(size, size, proj_size=projection, **options)
        elif cell == "gru":
            net = torch.nn.GRU(size, size, **options)
        else:
            net = torch.nn.RNN(size, size, nonlinearity=cell[4:], **options)

        def draw(*shape):
            return torch.empty(*shape).uniform_(-1, 1).double().requires_grad_()

        out, stack = projection or size, layers * directions
        x, h0, c0 = draw(T, B, size), draw(stack, B, out), draw(stack, B, size)
        d_output, d_h, d_c = draw(T, B, directions * out), draw(stack, B, out), draw(stack, B, size)
        net = net.double()
        state = ((h0, c0) if cell == "lstm" else h0) if given else None
        lengths = torch.tensor(LENGTHS) if packed else torch.full((B,), T)
        sequence = torch.nn.utils.rnn.pack_padded_sequence(x, lengths, enforce_sorted=False) if packed else x
        y, last = net(sequence, state)
        if packed:
            y = torch.nn.utils.rnn.pad_packed_sequence(y)[0]
        h, c = last if cell == "lstm" else (last, None)
        loss = (y * d_output).sum() + (h * d_h).sum()
        if c is not None:
            loss = loss + (c * d_c).sum()
        loss.backward()
        results = [y, h] + ([c] if c is not None else []) + [x.grad]
        if given:
            results += [h0.grad] + ([c0.grad] if c is not None else [])
        results += [p.grad for p in net.parameters()]
        name = "/".join(map(str, [number, cell, layers, directions, bias, projection, packed, given, size]))
        tensors[name] = torch.cat([sample(r) for r in results]).float()
        number += 1
    save_file(tensors, HERE / "recurrent.safetensors")


def optimizers():
    """100 steps of each optimizer with the gradient a * p + b * p^3; parameters are recorded every 10 steps."""
    torch.manual_seed(7)
    start, a, b = torch.randn(20), torch.rand(20) + 0.1, torch.rand(20)
    tensors = {"start": start, "a": a, "b": b}
    for name, make in {
        "adam": lambda p: torch.optim.Adam(p, lr=0.01),
        "adam_decay": lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.1),
        "sgd": lambda p: torch.optim.SGD(p, lr=0.01),
        "sgd_decay": lambda p: torch.optim.SGD(p, lr=0.01, weight_decay=0.1),
        "sgd_momentum": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, weight_decay=0.1),
        "sgd_nesterov": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, nesterov=True),
        "adamw": lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.1),
        "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.01, weight_decay=0.1),
        "rmsprop_momentum": lambda p: torch.optim.RMSprop(p, lr=0.01, momentum=0.9),
        "rmsprop_centred": lambda p: torch.optim.RMSprop(p, lr=0.01, centered=True),
        "adagrad": lambda p: torch.optim.Adagrad(p, lr=0.01, weight_decay=0.1),
    }.items():
        p = start.clone().requires_grad_()
        optimizer, seen = make([p]), []
        for step in range(100):
            p.grad = (a * p + b * p**3).detach()
            optimizer.step()
            if step % 10 == 9:
                seen.append(p.detach().clone())
        tensors[name] = torch.stack(seen)
    save_file(tensors, HERE / "optimizers.safetensors")


def schedules():
    """The learning rates of 30 epochs, starting at 0.1, and the losses of the plateau schedule."""
    lr = torch.optim.lr_scheduler

    def cosine(o):
        return lr.SequentialLR(
            o,
            [lr.LinearLR(o, start_factor=1 / 4, total_iters=3), lr.CosineAnnealingLR(o, 27, eta_min=0.001)],
            milestones=[3],
        )

    torch.manual_seed(3)
    losses = torch.cat([torch.linspace(1, 0.5, 10), torch.rand(20) * 0.1 + 0.45]).double()
    tensors = {"losses": losses.float()}
    for name, make in {
        "step": lambda o: lr.StepLR(o, 7, gamma=0.3),
        "cosine": cosine,
        "plateau": lambda o: lr.ReduceLROnPlateau(o, factor=0.5, patience=2, min_lr=0.01),
    }.items():
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
        scheduler, rates = make(optimizer), []
        for epoch in range(30):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            scheduler.step(*([losses[epoch].float().item()] if name == "plateau" else []))
        tensors[name] = torch.tensor(rates)
    save_file(tensors, HERE / "schedules.safetensors")


def losses():
    """Mean losses and their gradients, in float64."""
    torch.manual_seed(11)
    f = torch.nn.functional
    x, t = torch.randn(6, 4) * 3, torch.randn(6, 4)
    labels = torch.tensor([0, 3, 1, -100, 2, 3])
    weights = torch.tensor([1.0, 2.0, 0.5, 3.0], dtype=torch.float64)
    tensors = {"x": x, "t": t, "labels": labels, "half": (t[:, :2]).contiguous()}

    def pinball(p, target, quantiles=(0.1, 0.9)):
        e = target.repeat_interleave(len(quantiles), 1) - p
        q = torch.tensor(quantiles, dtype=torch.float64).repeat(target.shape[1])
        return torch.maximum(q * e, (q - 1) * e).mean()

    half = t[:, :2].double()
    for name, loss in {
        "mse": lambda p: f.mse_loss(p, t.double()),
        "mae": lambda p: f.l1_loss(p, t.double()),
        "huber": lambda p: f.huber_loss(p, t.double(), delta=0.5),
        "quantile": lambda p: pinball(p, half),
        "cross_entropy": lambda p: f.cross_entropy(p, labels),
        "cross_entropy_full": lambda p: f.cross_entropy(p, labels, weight=weights, label_smoothing=0.2),
        "binary": lambda p: f.binary_cross_entropy_with_logits(p, torch.sigmoid(t.double())),
        "gaussian": lambda p: f.gaussian_nll_loss(p[:, 0::2], half, p[:, 1::2].abs() * 0.3),
    }.items():
        p = x.double().requires_grad_()
        value = loss(p)
        value.backward()
        tensors[name] = value.detach().reshape(1)
        tensors["grad." + name] = p.grad
    save_file(tensors, HERE / "losses.safetensors")


def distributions():
    """Mean negative log-likelihoods and their gradients, in float64."""
    torch.manual_seed(12)
    d, softplus = torch.distributions, torch.nn.functional.softplus
    x, t = torch.randn(6, 6) * 2, torch.randn(6, 2)
    counts, levels = torch.poisson(torch.rand(6, 2) * 8), torch.rand(6, 2) * 5 + 0.1
    tensors = {"x": x, "t": t, "counts": torch.stack([counts, levels], 2).reshape(6, 4).contiguous()}

    def normal(p):
        deviation = softplus(p[:, 1:4:2]) + 1e-3
        return torch.nn.functional.gaussian_nll_loss(p[:, 0:4:2], t.double(), deviation**2)

    def student_t(p):
        degrees, scale = 2 + softplus(p[:, 2::3]), softplus(p[:, 1::3]) + 1e-3
        return -d.StudentT(degrees, p[:, 0::3], scale).log_prob(t.double()).mean()

    def negative_binomial(p):
        mean = (softplus(p[:, 0:4:2]) + 1e-6) * levels.double()
        count = 1 / (softplus(p[:, 1:4:2]) + 1e-4)
        told = d.NegativeBinomial(count, logits=(mean / count).log())
        return -told.log_prob(counts.double()).mean()

    for loss in (normal, student_t, negative_binomial):
        p = x.double().requires_grad_()
        value = loss(p)
        value.backward()
        tensors[loss.__name__] = value.detach().reshape(1)
        tensors["grad." + loss.__name__] = p.grad
    save_file(tensors, HERE / "distributions.safetensors")


def tokens():
    """A language model on two pieces of a text, truncated every six tokens, by SGD, in float64."""
    torch.manual_seed(13)
    count, embedded, hidden, pieces, length = 7, 5, 6, 2, 20
    text = torch.randint(count, (pieces * length + 1,))
    embedding = torch.nn.Embedding(count, embedded)
    lstm = torch.nn.LSTM(embedded, hidden, 2)
    head = torch.nn.Linear(hidden, count)
    net = torch.nn.ModuleDict({"embedding": embedding, "lstm": lstm, "head": head})
    tensors = {"before." + name: p.detach().clone() for name, p in net.named_parameters()}
    tensors["text"] = text.float()
    net.double()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
    x = torch.stack([text[p * length : (p + 1) * length] for p in range(pieces)], 1)
    y = torch.stack([text[p * length + 1 : (p + 1) * length + 1] for p in range(pieces)], 1)
    losses, state = [], None
    for _ in range(2):
        state = None
        for t in range(0, length, 6):
            out, state = lstm(embedding(x[t : t + 6]), state)
            state = tuple(s.detach() for s in state)
            loss = torch.nn.functional.cross_entropy(head(out).flatten(0, 1), y[t : t + 6].flatten())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    tensors |= {"after." + name: p.detach().float() for name, p in net.named_parameters()}
    tensors["losses"] = torch.tensor(losses)
    with torch.no_grad():
        out, _ = lstm(embedding(text[:-1, None]))
        tensors["whole"] = torch.nn.functional.cross_entropy(head(out).flatten(0, 1), text[1:]).reshape(1).float()
        # how a prompt goes on, the likeliest token each time, with the logits
        prompt, state, likeliest, logits = text[:9, None], None, [], []
        for _ in range(15):
            out, state = lstm(embedding(prompt), state)
            logits.append(head(out[-1, 0]))
            prompt = logits[-1].argmax().reshape(1, 1)
            likeliest.append(prompt.item())
        tensors["likeliest"] = torch.tensor(likeliest).float()
        tensors["logits"] = torch.stack(logits).float()
    save_file(tensors, HERE / "tokens.safetensors")


GOLDEN_RATIO = 0x9E3779B97F4A7C15


def mix(z):
    """The numbers that CounterRandom draws, written from its definition."""
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 2**64
    return z ^ (z >> 31)


def key(*parts):
    made = GOLDEN_RATIO
    for part in parts:
        made = mix((made + GOLDEN_RATIO * (part + 1)) % 2**64)
    return made


def mask(of, count, p):
    """1 / (1 - p) where the upper 24 bits of a number are below 1 - p, else 0."""
    kept = [(mix((of + GOLDEN_RATIO * (i + 1)) % 2**64) >> 40) * 2.0**-24 < 1 - p for i in range(count)]
    return torch.tensor(kept, dtype=torch.float64) / (1 - p)


def regularised():
    """Loss and gradients of a language model with a tied head and all that AWD-LSTM drops and penalises, in float64."""
    torch.manual_seed(17)
    count, width, batch, length = 9, 6, 2, 5
    embedding, lstm, head = torch.nn.Embedding(count, width), torch.nn.LSTM(width, width, 2), torch.nn.Linear(width, count)
    embedding.weight = head.weight
    net = torch.nn.ModuleDict({"embedding": embedding, "lstm": lstm, "head": head})
    tensors = {name: p.detach().clone() for name, p in net.named_parameters()}
    net.double()
    x, y = torch.randint(count, (length, batch)), torch.randint(count, (length, batch))
    block, step, sequences = 11, 22, [33, 44]

    def locked(*parts, p):
        return torch.stack([mask(key(*nested(of, parts)), width, p) for of in sequences])

    def nested(of, parts):
        for part in parts[:-1]:
            of = key(of, part)
        return of, parts[-1]

    # the layers are numbered: embedding 0, input dropout 1, stack 2, changes 3, dropout 4, activations 5, head 6
    vectors = embedding(x) * mask(key(step, 0), count, 0.25)[x].unsqueeze(2)
    out = vectors * locked(1, p=0.125)
    for layer in range(2):
        if layer > 0:
            out = out * locked(2, layer - 1, p=0.25)
        one = torch.nn.LSTM(width, width).double()
        names = [f"weight_ih_l{layer}", f"weight_hh_l{layer}", f"bias_ih_l{layer}", f"bias_hh_l{layer}"]
        weights = [getattr(lstm, name) for name in names]
        weights[1] = weights[1] * mask(key(key(key(step, 2), 1), layer), 4 * width * width, 0.5).reshape(4 * width, width)
        given = dict(zip(["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"], weights))
        out, _ = torch.func.functional_call(one, given, (out,))
    changes = (out[1:] - out[:-1]).square().sum() / out.numel()
    out = out * locked(4, p=0.375)
    loss = torch.nn.functional.cross_entropy(head(out).flatten(0, 1), y.flatten())
    (loss + 2 * out.square().mean() + 3 * changes).backward()
    tensors |= {"gradient." + name: p.grad.float() for name, p in net.named_parameters()}
    tensors |= {"x": x.float(), "y": y.float(), "loss": loss.detach().reshape(1).float()}
    save_file(tensors, HERE / "regularised.safetensors")


def averaged():
    """ASGD without decay of the rate, on given gradients."""
    torch.manual_seed(19)
    p = torch.nn.Parameter(torch.randn(4))
    gradients = torch.randn(6, 4)
    tensors = {"before": p.detach().clone(), "gradients": gradients}
    optimizer = torch.optim.ASGD([p], lr=0.25, lambd=0, t0=0)
    means = []
    for gradient in gradients:
        p.grad = gradient.clone()
        optimizer.step()
        means.append(optimizer.state[p]["ax"].clone())
    tensors |= {"after": p.detach().clone(), "means": torch.stack(means)}
    save_file(tensors, HERE / "averaged.safetensors")


class Streams:
    """Two pieces of a text, read six tokens at a time, twice."""

    def __init__(self, count, length):
        self.length = length
        self.text = torch.randint(count, (2 * length + 1,))
        self.x, self.y = self.pieces(self.text), self.pieces(self.text[1:])

    def pieces(self, of):
        return torch.stack([of[p * self.length : (p + 1) * self.length] for p in range(2)], 1)

    def steps(self):
        for _ in range(2):
            for t in range(0, len(self.x), 6):
                yield t, self.x[t : t + 6], self.y[t : t + 6]


def learnt(net, streams, vectors, rest, read):
    """Losses and weights of a language model whose vectors are trained by SparseAdam, and the rest by Adam, in float64.

    `read(t, x)` is what the LSTM reads of the tokens x from step t on."""
    tensors = {"before." + name: p.detach().clone() for name, p in net.named_parameters()}
    net.double()
    optimizers = [torch.optim.SparseAdam(list(vectors), lr=0.02), torch.optim.Adam(list(rest), lr=0.02)]
    losses, state = [], None
    for t, x, y in streams.steps():
        out, state = net["lstm"](read(t, x), None if t == 0 else state)
        state = tuple(one.detach() for one in state)
        loss = torch.nn.functional.cross_entropy(net["head"](out).flatten(0, 1), y.flatten())
        for optimizer in optimizers:
            optimizer.zero_grad()
        loss.backward()
        for optimizer in optimizers:
            optimizer.step()
        losses.append(loss.item())
    tensors |= {"after." + name: p.detach().float() for name, p in net.named_parameters()}
    tensors["losses"] = torch.tensor(losses)
    return tensors


def sparse():
    """A language model whose embedding is trained by SparseAdam."""
    torch.manual_seed(23)
    count = 12
    streams = Streams(count, 20)
    embedding, lstm, head = torch.nn.Embedding(count, 4, sparse=True), torch.nn.LSTM(4, 5), torch.nn.Linear(5, count)
    net = torch.nn.ModuleDict({"embedding": embedding, "lstm": lstm, "head": head})
    rest = [*lstm.parameters(), *head.parameters()]
    tensors = learnt(net, streams, embedding.parameters(), rest, lambda t, x: embedding(x))
    tensors["text"] = streams.text.float()
    save_file(tensors, HERE / "sparse.safetensors")


def beside():
    """A language model that reads two numbers and a class beside each token, trained as `sparse` is."""
    torch.manual_seed(24)
    count = 12
    streams = Streams(count, 20)
    numbers, classes = torch.randn(len(streams.text), 2), torch.randint(3, streams.text.shape)
    embeddings = torch.nn.ModuleList([torch.nn.Embedding(count, 4, sparse=True), torch.nn.Embedding(3, 2)])
    lstm, head = torch.nn.LSTM(8, 5), torch.nn.Linear(5, count)
    net = torch.nn.ModuleDict({"embeddings": embeddings, "lstm": lstm, "head": head})
    steps = [streams.pieces(one) for one in (numbers.double(), classes)]

    def read(t, x):
        values, kinds = (one[t : t + 6] for one in steps)
        return torch.cat([values, embeddings[0](x), embeddings[1](kinds)], 2)

    rest = [*embeddings[1].parameters(), *lstm.parameters(), *head.parameters()]
    tensors = learnt(net, streams, embeddings[0].parameters(), rest, read)
    tensors["text"] = torch.cat([streams.text[:, None], numbers, classes[:, None]], 1)
    save_file(tensors, HERE / "beside.safetensors")


def drawn(count, vocabulary, of):
    """Different tokens, log-uniform over their numbers, and the number of draws."""
    tokens, draws = set(), 0
    while len(tokens) < count:
        uniform = (mix((of + GOLDEN_RATIO * (draws + 1)) % 2**64) >> 11) * 2.0**-53
        tokens.add(min(int(math.exp(uniform * math.log(vocabulary + 1))) - 1, vocabulary - 1))
        draws += 1
    return sorted(tokens), draws


def sampled():
    """Language models with sampled softmax, whose head has a weight of its own or the embedding's, by SGD, in float64."""
    tensors = {}
    for name in ["own", "tied"]:
        torch.manual_seed(29)
        count = 15
        streams = Streams(count, 20)
        embedding, lstm, head = torch.nn.Embedding(count, 5), torch.nn.LSTM(5, 5), torch.nn.Linear(5, count)
        if name == "tied":
            embedding.weight = head.weight
        net = torch.nn.ModuleDict({"embedding": embedding, "lstm": lstm, "head": head})
        tensors |= {f"{name}/before.{parameter}": p.detach().clone() for parameter, p in net.named_parameters()}
        tensors[f"{name}/text"] = streams.text.float()
        net.double()
        optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
        losses, state = [], None
        for step, (t, x, y) in enumerate(streams.steps()):
            negatives, draws = drawn(4, count, key(1, 6, step))
            numbers = torch.arange(count, dtype=torch.float64)
            once = torch.log((numbers + 2) / (numbers + 1)) / math.log(count + 1)
            corrections = torch.log(-torch.expm1(draws * torch.log1p(-once)))
            out, state = lstm(embedding(x), None if t == 0 else state)
            state = tuple(one.detach() for one in state)
            logits, y = head(out).flatten(0, 1) - corrections, y.flatten()
            others = logits[:, negatives].masked_fill(y[:, None] == torch.tensor(negatives), -math.inf)
            logits = torch.cat([logits.gather(1, y[:, None]), others], 1)
            loss = torch.nn.functional.cross_entropy(logits, torch.zeros_like(y))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        tensors |= {f"{name}/after.{parameter}": p.detach().float() for parameter, p in net.named_parameters()}
        tensors[f"{name}/losses"] = torch.tensor(losses)
    save_file(tensors, HERE / "sampled.safetensors")


if __name__ == "__main__":
    forecaster()
    through()
    segments()
    recurrent()
    optimizers()
    schedules()
    losses()
    distributions()
    tokens()
    regularised()
    averaged()
    sparse()
    beside()
    sampled()
