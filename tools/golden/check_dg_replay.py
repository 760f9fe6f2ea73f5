"""The state of an algorithm of DomainBed, moved from a golden file's beginning by formulas alone.

Part of check.py. What is computed is compared with the file as it is computed; `distance` is the largest difference.
"""
import torch
from torch.nn.functional import batch_norm, linear, relu

IDENTITY = torch.nn.Identity()


class Adam:
    """Kingma and Ba, with the biases corrected; the state of a tensor begins when it first has a gradient."""

    def __init__(self):
        self.state = {}

    def step(self, name, tensor, g, lr, betas, decay=0.0):
        first, second, t = self.state.get(name, (0.0, 0.0, 0))
        g = g + decay * tensor.detach()
        first, second, t = betas[0] * first + (1 - betas[0]) * g, betas[1] * second + (1 - betas[1]) * g * g, t + 1
        self.state[name] = (first, second, t)
        return lr * (first / (1 - betas[0]**t)) / ((second / (1 - betas[1]**t)).sqrt() + 1e-8)


class Replay:
    """`p` holds parameters and buffers by name; `featurizer` and `classifier` are what an algorithm calls these two."""

    def __init__(self, golden, described):
        self.golden, self.hparams, self.classes = golden, described["hparams"], described["classes"]
        self.number_of_domains, self.steps = described["domains"], described["steps"]
        self.p = {key.removeprefix("init."): value.clone() for key, value in golden.items() if key.startswith("init.")}
        self.featurizer, self.classifier, self.activation = "featurizer.", "classifier.", IDENTITY
        self.optimizers, self.lr, self.distance = {}, self.hparams["lr"], 0.0
        self.counts = "update_count" in self.p
        self.begin(0)

    def begin(self, step):
        self.step, self.descents = step, 0
        for tensor in self.p.values():
            if tensor.is_floating_point():
                tensor.requires_grad_()
        self.x = torch.cat([x for x, _ in self.domains()])
        self.y = torch.cat([y for _, y in self.domains()])

    # --- what the update is given ---

    def domains(self):
        return [(self.golden[f"x.{self.step}.{e}"], self.golden[f"y.{self.step}.{e}"])
                for e in range(self.number_of_domains)]

    def domain_labels(self):
        return torch.cat([torch.full((len(y),), e) for e, (_, y) in enumerate(self.domains())])

    def draw(self, k):
        (key,) = [key for key in self.golden if key.startswith(f"draw.{self.step}.{k}.")]
        return self.golden[key]

    def after(self, key, value, before=0.0, lr=None):
        """`value` from the update hparams[key] on, at which Adam begins anew, at another rate if one is given."""
        if self.step == self.hparams[key]:
            self.optimizers.clear()
            self.lr = lr or self.lr
        return value if self.step >= self.hparams[key] else before

    # --- networks ---

    def dense(self, x, name):
        return linear(x, self.p[name + "weight"], self.p[name + "bias"])

    def mlp(self, x, root):
        return self.dense(relu(self.dense(relu(self.dense(x, root + "input.")), root + "hiddens.0.")), root + "output.")

    def features(self, x):
        return self.activation(self.mlp(x, self.featurizer))

    def classify(self, z):
        return self.dense(z, self.classifier)

    def predict(self, x):
        return self.classify(self.features(x))

    def stack(self, z, root, layers):
        """Linear layers with ReLU between them, by their places in a Sequential."""
        for i in layers[:-1]:
            z = relu(self.dense(z, f"{root}{i}."))
        return self.dense(z, f"{root}{layers[-1]}.")

    def project(self, z):
        return self.stack(z, "project.", (0, 2))

    def normalised(self, z, name):
        p = self.p
        p[name + "num_batches_tracked"] += 1
        with torch.no_grad():
            running = [p[name + key].detach() for key in ("running_mean", "running_var")]
        return batch_norm(z, *running, p[name + "weight"], p[name + "bias"], training=True)

    def cdpl(self, z):
        for i in (0, 3):
            z = relu(self.normalised(self.dense(z, f"cdpl.{i}."), f"cdpl.{i + 1}."))
        return self.normalised(self.dense(z, "cdpl.6."), "cdpl.7.")

    # --- steps ---

    def trained(self, *others):
        roots = (self.featurizer, self.classifier, *others)
        return [name for name, tensor in self.p.items()
                if name.startswith(roots) and not name.endswith(("running_mean", "running_var", "tracked"))]

    def slopes(self, loss, names):
        found = torch.autograd.grad(loss, [self.p[name] for name in names], retain_graph=True, allow_unused=True)
        return {name: g for name, g in zip(names, found) if g is not None}

    def descend(self, loss=None, names=None, gradients=None, optimizer="", lr=None, betas=(0.9, 0.999), rule=None):
        """One step of Adam, or of `rule`: (name, tensor, gradient) -> what to subtract."""
        if gradients is None:
            gradients = self.slopes(loss, self.trained() if names is None else names)
        stored = {key.split(".", 3)[3]: value for key, value in self.golden.items()
                  if key.startswith(f"grad.{self.step}.{self.descents}.")}
        self.compare(gradients, stored)
        adam = self.optimizers.setdefault(optimizer, Adam())
        for name, g in gradients.items():
            tensor = self.p[name]
            moved = rule(name, tensor, g) if rule else adam.step(name, tensor, g, lr or self.lr, betas)
            self.p[name] = (tensor - moved).detach().requires_grad_()
        self.descents += 1

    # --- comparisons ---

    def compare(self, ours, stored):
        if ours.keys() != stored.keys():
            self.distance = float("inf")
            return
        for name, value in ours.items():
            value, other = torch.as_tensor(value, dtype=torch.float64).detach(), stored[name].double()
            if value.shape != other.shape:
                self.distance = float("inf")
                continue
            far = (value - other).abs() / other.abs().clamp(min=1)
            self.distance = max(self.distance, far.nan_to_num(nan=torch.inf).max().item())

    def run(self, update):
        """The largest difference of any gradient, scalar or state in all updates."""
        for step in range(self.steps):
            self.begin(step)
            scalars = update(self)
            if self.counts:
                self.p["update_count"] = torch.tensor([step + 1])
            prefix = f"scalar.{step}."
            self.compare(scalars, {key.removeprefix(prefix): value for key, value in self.golden.items()
                                   if key.startswith(prefix)})
            prefix = f"after.{step}."
            self.compare(self.p, {key.removeprefix(prefix): value for key, value in self.golden.items()
                                  if key.startswith(prefix)})
        return self.distance
