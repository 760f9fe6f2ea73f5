"""DomainBed's algorithms that descend one loss with one Adam, in plain tensor operations.

Part of check.py. Each function makes one update of a Replay (check_dg_replay.py) and returns the scalars.
"""
import math

import torch
from torch.nn.functional import cross_entropy, log_softmax, mse_loss, normalize, one_hot, softmax

KERNELS = [10.0**k for k in range(-3, 4)]


def risks(r):
    return torch.stack([cross_entropy(r.predict(x), y) for x, y in r.domains()])


def erm(r):
    loss = cross_entropy(r.predict(r.x), r.y)
    r.descend(loss)
    return {"loss": loss}


def irm_penalty(r):
    """mean over domains of g1 g2, where g = d/ds CE(s logits) at s = 1 = mean of Σ p z - z_y."""
    def slope(z, y):
        return ((softmax(z, 1) * z).sum(1) - z.gather(1, y[:, None])[:, 0]).mean()
    return torch.stack([slope(z[::2], y[::2]) * slope(z[1::2], y[1::2])
                        for z, y in ((r.predict(x), y) for x, y in r.domains())]).mean()


def irm(r):
    nll, penalty = risks(r).mean(), irm_penalty(r)
    weight = r.after("irm_penalty_anneal_iters", r.hparams["irm_lambda"], before=1.0)
    loss = nll + weight * penalty
    r.descend(loss)
    return {"loss": loss, "nll": nll, "penalty": penalty}


def vrex(r):
    losses = risks(r)
    penalty = losses.var(unbiased=False)
    loss = losses.mean() + r.after("vrex_penalty_anneal_iters", r.hparams["vrex_lambda"], before=1.0) * penalty
    r.descend(loss)
    return {"loss": loss, "nll": losses[-1], "penalty": penalty}


def group_dro(r):
    losses = risks(r)
    q = r.p["q"] if r.step else torch.ones(len(losses))
    q = softmax(torch.log(q) + r.hparams["groupdro_eta"] * losses.detach(), 0)
    r.p["q"] = q
    loss = q @ losses
    r.descend(loss)
    return {"loss": loss}


def covariance(z):
    return (z - z.mean(0)).T @ (z - z.mean(0)) / (len(z) - 1)


def coral_distance(a, b):
    return (a.mean(0) - b.mean(0)).square().mean() + (covariance(a) - covariance(b)).square().mean()


def mmd_distance(a, b, kernels=KERNELS):
    def k(u, v):
        return sum(torch.exp(-gamma * (u[:, None] - v[None]).square().sum(-1)) for gamma in kernels).mean()
    return k(a, a) + k(b, b) - 2 * k(a, b)


def pairwise(distance):
    def update(r):
        z = [r.features(x) for x, _ in r.domains()]
        pairs = [distance(a, b) for i, a in enumerate(z) for b in z[i + 1:]]
        loss, penalty = risks(r).mean(), torch.stack(pairs).mean()
        r.descend(loss + r.hparams["mmd_gamma"] * penalty)
        return {"loss": loss, "penalty": penalty}
    return update


def caus_irl(distance):
    def update(r):
        parts = [(z[:s], z[s:]) for e, (x, _) in enumerate(r.domains()) for z, s in [(r.features(x), int(r.draw(e)))]]
        first, second = (torch.cat(part) for part in zip(*parts))
        loss = risks(r).mean()
        penalty = distance(first, second) if min(len(first), len(second)) > 1 else torch.tensor(0.0)
        r.descend(loss + r.hparams["mmd_gamma"] * penalty)
        return {"loss": loss, "penalty": penalty}
    return update


def mixup(r):
    order, domains = r.draw(0), r.domains()
    loss = 0
    for k in range(len(order)):
        (xi, yi), (xj, yj) = domains[order[k]], domains[order[(k + 1) % len(order)]]
        lam = r.draw(k + 1)
        z = r.predict(lam * xi + (1 - lam) * xj)
        loss = loss + (lam * cross_entropy(z, yi) + (1 - lam) * cross_entropy(z, yj)) / len(order)
    r.descend(loss)
    return {"loss": loss}


def mtl(noisy):
    def update(r):
        loss, ema = 0, r.hparams["mtl_ema"]
        for e, (x, y) in enumerate(r.domains()):
            z = r.features(x)
            embedding = ema * z.mean(0) + (1 - ema) * r.p["embeddings"][e]
            r.p["embeddings"].data[e] = embedding.detach()
            embedding = r.draw(e) if noisy else embedding.expand(len(z), -1)
            loss = loss + cross_entropy(r.classify(torch.cat([z, embedding], 1)), y)
        r.descend(loss)
        return {"loss": loss}
    return update


def percentile(values, q):
    return torch.quantile(values, q, dim=-1, keepdim=True)


def rsc(r):
    z = r.features(r.x)
    truth = one_hot(r.y, r.classes)
    slope = torch.autograd.grad((r.classify(z) * truth).sum(), z, retain_graph=True)[0]
    keep = slope < percentile(slope, 1 - r.hparams["rsc_f_drop_factor"])
    change = ((softmax(r.classify(z), 1) - softmax(r.classify(z * keep), 1)) * truth).sum(1)
    untouched = change < percentile(change, 1 - r.hparams["rsc_b_drop_factor"])
    loss = cross_entropy(r.classify(z * (keep | untouched[:, None])), r.y)
    r.descend(loss)
    return {"loss": loss}


def sd(r):
    z = r.predict(r.x)
    loss, penalty = cross_entropy(z, r.y), z.square().mean()
    r.descend(loss + r.hparams["sd_reg"] * penalty)
    return {"loss": loss, "penalty": penalty}


def masked(mask_of):
    """Gradients of the domains [E,...] become mask ∘ mean / (1e-10 + mean of the mask)."""
    def update(r):
        losses = risks(r)
        gradients = {}
        for name in r.trained():
            g = torch.stack([torch.autograd.grad(loss, r.p[name], retain_graph=True)[0] for loss in losses])
            mask = mask_of(g, r.hparams)
            gradients[name] = mask * g.mean(0) / (1e-10 + mask.mean())
        r.descend(gradients=gradients)
        return {"loss": losses.mean()}
    return update


def and_mask(g, hparams):
    return (g.sign().mean(0).abs() >= hparams["tau"]).double()


def sand_mask(g, hparams):
    return torch.tanh(hparams["k"] / g.var(0) * (g.sign().mean(0).abs() - hparams["tau"])).clamp(min=0)


def iga(r):
    losses = risks(r)
    tensors = [r.p[name] for name in r.trained()]
    mean = torch.autograd.grad(losses.mean(), tensors, retain_graph=True)
    penalty = sum((g - m).square().sum() for loss in losses
                  for g, m in zip(torch.autograd.grad(loss, tensors, create_graph=True), mean))
    r.descend(losses.mean() + r.hparams["penalty"] * penalty)
    return {"loss": losses.mean(), "penalty": penalty}


def self_reg(names):
    def update(r):
        lam, order = r.draw(0), torch.argsort(r.y, stable=True)
        y, z = r.y[order], r.features(r.x[order])
        logits, projected = r.classify(z), r.cdpl(z)
        first, second, start = [], [], 0
        for c, n in enumerate(torch.bincount(y).tolist()):
            first.append(r.draw(1 + 2 * c) + start)
            second.append(r.draw(2 + 2 * c) + start)
            start += n
        first, second = torch.cat(first), torch.cat(second)

        def both(v, w):  # the pair alone, and mixed with another
            mixed = lam * w[first] + (1 - lam) * w[second]
            return lam * mse_loss(v, w[first]) + (1 - lam) * mse_loss(v, mixed)
        ce = cross_entropy(logits, y)
        loss = ce + min(ce.item(), 1.0) * (both(logits, logits) + 0.3 * both(z, projected))
        r.descend(loss, names=r.trained(*names))
        return {"loss": loss}
    return update


def fishr(r):
    """A sample's gradient of the classifier is (p - one_hot(y)) zᵀ and p - one_hot(y)."""
    ema, kept = r.hparams["ema"], []
    for e, (x, y) in enumerate(r.domains()):
        z = r.features(x)
        residual = softmax(r.classify(z), 1) - one_hot(y, r.classes)
        for name, g in (("weight", (residual[:, :, None] * z[:, None]).flatten(1)), ("bias", residual)):
            old = r.p.get(f"ema.{e}.{name}", 0.0)
            new = ema * old + (1 - ema) * g.var(0, unbiased=False)[None]
            r.p[f"ema.{e}.{name}"] = new.detach()
            kept.append(new[0] / (1 - ema))
    v = torch.stack([torch.cat(kept[2 * e:2 * e + 2]) for e in range(len(kept) // 2)])
    penalty = (v - v.mean(0)).square().mean()
    nll = cross_entropy(r.predict(r.x), r.y)
    loss = nll + r.after("penalty_anneal_iters", r.hparams["lambda"]) * penalty
    r.descend(loss)
    return {"loss": loss, "nll": nll, "penalty": penalty}


def bottleneck(with_irm):
    def update(r):
        nll = risks(r).mean()
        spread = torch.stack([r.features(x).var(0).mean() for x, _ in r.domains()]).mean()
        loss = nll + r.after("ib_penalty_anneal_iters", r.hparams["ib_lambda"]) * spread
        scalars = {"IB_penalty": spread}
        if with_irm:
            scalars["IRM_penalty"] = irm_penalty(r)
            weight = r.after("irm_penalty_anneal_iters", r.hparams["irm_lambda"], before=1.0)
            loss = loss + weight * scalars["IRM_penalty"]
        r.descend(loss)
        return scalars | {"loss": loss, "nll": loss}  # nll is the same tensor there
    return update


def cad(conditional):
    def update(r):
        hparams, z, d = r.hparams, r.features(r.x), r.domain_labels()
        others, same_class, same_domain = ~torch.eye(len(z), dtype=bool), r.y[:, None] == r.y, d[:, None] == d
        u = r.project(z) if hparams["is_project"] else z
        u = normalize(u, dim=1) if hparams["is_normalized"] else u
        logits = u @ u.T / hparams["temperature"] * others
        peers = same_class & others
        against = peers if conditional else others
        wanted = same_domain != hparams["is_flipped"]  # of other domains, if flipped
        if conditional:
            wanted = wanted & peers
        valid = (wanted if conditional else peers).any(1)
        share = (torch.logsumexp(logits.masked_fill(~wanted, -math.inf)[valid], 1)
                 - torch.logsumexp(logits.masked_fill(~against, -math.inf)[valid], 1))
        sign = -1 if hparams["is_flipped"] else 1
        bn_loss = sign * hparams["temperature"] / 0.07 * share[share.isfinite()].mean()
        clf_loss = cross_entropy(r.classify(z), r.y)
        loss = clf_loss + hparams["lmbda"] * bn_loss
        r.descend(loss, names=r.trained("project."))
        return {"clf_loss": clf_loss, "bn_loss": bn_loss, "total_loss": loss}
    return update


def eqrm(r):
    losses = risks(r)
    loss = losses.mean()
    if r.after("eqrm_burnin_iters", True, before=False, lr=r.hparams["eqrm_lr"]):
        data, quantile = losses.sort().values, torch.distributions.Normal(0.0, 1.0).icdf(r.p["alpha"])
        width = 1.06 * data.std() * len(data)**-0.2
        low, high = data[0] + width * quantile, data[-1] + width * quantile
        for _ in range(32):
            loss = (low + high) / 2
            above = torch.special.ndtr((loss - data) / width).mean() > r.p["alpha"]
            low, high = (low, loss) if above else (loss, high)
        loss = (low + high) / 2
    r.descend(loss)
    return {"loss": loss}


def rdm(r):
    rows = torch.stack([-log_softmax(r.predict(x), 1).gather(1, y[:, None])[:, 0] for x, y in r.domains()])
    worst, every = rows[rows.mean(1).argmax()], rows.flatten()
    matching = mmd_distance(worst[:, None], every[:, None], [1e-4, *KERNELS])
    variance = worst.var() + every.var()
    started = r.after("rdm_penalty_anneal_iters", 1.0, lr=r.hparams["rdm_lr"])
    loss = rows.mean() + started * (r.hparams["rdm_lambda"] * matching + r.hparams["variance_weight"] * variance)
    r.descend(loss)
    return {"update_count": r.step + 1, "total_loss": loss, "erm_loss": rows.mean(), "matching_penalty": matching,
            "variance_penalty": variance, "rdm_lambda": r.hparams["rdm_lambda"]}


UPDATES = {
    "ERM": erm, "IRM": irm, "VREx": vrex, "GroupDRO": group_dro, "CORAL": pairwise(coral_distance),
    "MMD": pairwise(mmd_distance), "CausIRL_CORAL": caus_irl(coral_distance), "CausIRL_MMD": caus_irl(mmd_distance),
    "Mixup": mixup, "MTL": mtl(noisy=True), "MTL_mended": mtl(noisy=False), "RSC": rsc, "SD": sd,
    "ANDMask": masked(and_mask), "SANDMask": masked(sand_mask), "IGA": iga, "SelfReg": self_reg([]),
    "SelfReg_mended": self_reg(["cdpl."]), "Fishr": fishr, "IB_ERM": bottleneck(with_irm=False),
    "IB_IRM": bottleneck(with_irm=True), "CAD": cad(conditional=False), "CAD_project": cad(conditional=False),
    "CondCAD": cad(conditional=True), "CondCAD_project": cad(conditional=True), "EQRM": eqrm, "RDM": rdm,
}
