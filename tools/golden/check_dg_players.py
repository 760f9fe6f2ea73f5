"""DomainBed's algorithms that take several steps in one update, in plain tensor operations.

Part of check.py. Each function makes one update of a Replay (check_dg_replay.py) and returns the scalars.
"""
import torch
from torch.nn.functional import (binary_cross_entropy_with_logits, cross_entropy, leaky_relu, log_softmax, normalize,
                                 one_hot, softmax)

from check_dg_replay import Adam


def named(r, *roots):
    return [name for name in r.p if name.startswith(roots)]


def erm_plus_plus(r, start=3):
    """The classifier alone for linear_steps + 1 updates, then all; from update `start` on a mean of the networks."""
    loss = cross_entropy(r.predict(r.x), r.y)
    alone = r.step <= r.hparams["linear_steps"]
    lr = r.hparams["linear_lr" if alone else "lr"]
    state = r.optimizers.setdefault(f"lars{alone}", {})

    def lars(name, tensor, g):
        if g.dim() > 1:
            g = g + r.hparams["weight_decay"] * tensor
            g = g * 0.001 * tensor.norm() / g.norm()
        state[name] = 0.9 * state.get(name, 0.0) + g
        return lr * state[name]

    names = named(r, r.classifier) if alone else r.trained()
    r.descend(loss, names, optimizer=str(alone), lr=lr, rule=lars if r.hparams["lars"] else None)
    count = r.step + 2 - start  # from 1 on
    for name in named(r, "network_sma."):
        now = r.p[name.replace("network_sma.0.", r.featurizer).replace("network_sma.1.", r.classifier)]
        r.p[name] = ((r.p[name] * count + now) / (1 + count) if count > 0 else now).detach()
    return {"loss": loss}


def fish(r):
    """One step of Adam after another on a copy, whose Adam goes on in the next update; then a part of the way there."""
    r.featurizer, r.classifier = "network.net.0.", "network.net.1."
    adam, begin = r.optimizers.setdefault("inner", Adam()), dict(r.p)
    for x, y in r.domains():
        loss = cross_entropy(r.predict(x), y)
        for name, g in r.slopes(loss, r.trained()).items():
            r.p[name] = (r.p[name] - adam.step(name, r.p[name], g, r.lr, (0.9, 0.999))).detach().requires_grad_()
    for name in named(r, "network."):
        r.p[name.replace("network.", "network_inner.")] = r.p[name].detach()
        r.p[name] = begin[name] + r.hparams["meta_lr"] * (r.p[name] - begin[name])
    return {"loss": loss}


def mldg(r):
    order, tests = r.draw(0).tolist(), r.hparams["n_meta_test"]
    domains, begin, total = r.domains(), dict(r.p), 0.0
    gradients = {name: torch.zeros_like(r.p[name]) for name in r.trained()}
    for k, i in enumerate(order[:len(order) - tests]):
        (xi, yi), (xj, yj) = domains[i], domains[order[-tests:][k % tests]]
        loss_i = cross_entropy(r.predict(xi), yi)
        first, adam = r.slopes(loss_i, r.trained()), Adam()
        for name, g in first.items():
            r.p[name] = (r.p[name] - adam.step(name, r.p[name], g, r.lr, (0.9, 0.999))).detach().requires_grad_()
        loss_j = cross_entropy(r.predict(xj), yj)
        second = r.slopes(loss_j, r.trained())
        r.p.update(begin)
        for name in gradients:
            gradients[name] += (first[name] + r.hparams["mldg_beta"] * second[name]) / len(order)
        total += (loss_i + r.hparams["mldg_beta"] * loss_j).item() / len(order)
    r.descend(gradients=gradients)
    return {"loss": total}


def dann(conditional):
    def update(r):
        hparams, z, d = r.hparams, r.features(r.x), r.domain_labels()
        given = z + r.p["class_embeddings.weight"][r.y] if conditional else z
        logits = r.mlp(given, "discriminator.")
        weights = torch.full((len(r.y),), 1 / len(r.y))
        if conditional:
            counts = torch.bincount(r.y)
            weights = 1 / (counts[r.y] * len(counts)).double()
        slope = torch.autograd.grad(cross_entropy(logits, d, reduction="sum"), given, create_graph=True)[0]
        loss = ((weights * cross_entropy(logits, d, reduction="none")).sum()
                + hparams["grad_penalty"] * slope.square().sum(1).mean())
        betas, d_steps = (hparams["beta1"], 0.9), hparams["d_steps_per_g_step"]
        if (r.step + 1) % (1 + d_steps) < d_steps:
            names = named(r, "discriminator.", "class_embeddings.")
            r.descend(loss, names, optimizer="d", lr=hparams["lr_d"], betas=betas)
            return {"disc_loss": loss}
        gen_loss = cross_entropy(r.classify(z), r.y) - hparams["lambda"] * loss
        r.descend(gen_loss, optimizer="g", lr=hparams["lr_g"], betas=betas)
        return {"gen_loss": gen_loss}
    return update


def sag_net(r):
    r.featurizer, r.classifier = "network_f.", "network_c."

    def parts(k):
        z = r.features(r.x)
        return z, z.mean(1, keepdim=True), z.var(1, keepdim=True), r.draw(2 * k), r.draw(2 * k + 1)

    def style(k):  # another's content with one's own style
        z, mean, var, _, other = parts(k)
        return r.dense(((z - mean) / (var + 1e-5).sqrt())[other].detach() * (var + 1e-5).sqrt() + mean, "network_s.")

    z, mean, var, a, other = parts(0)
    mixed_mean, mixed_var = a * mean + (1 - a) * mean[other], a * var + (1 - a) * var[other]
    content = (z - mean) / (var + 1e-5).sqrt() * (mixed_var + 1e-5).sqrt() + mixed_mean
    loss_c = cross_entropy(r.classify(content), r.y)
    slopes = r.slopes(loss_c, r.trained())
    for root, adam in (("network_f.", "f"), ("network_c.", "c")):
        r.descend(gradients={name: g for name, g in slopes.items() if name.startswith(root)}, optimizer=adam)
    loss_s = cross_entropy(style(1), r.y)
    r.descend(loss_s, named(r, "network_s."), optimizer="s")
    loss_adv = -r.hparams["sag_w_adv"] * log_softmax(style(2), 1).mean()
    r.descend(loss_adv, named(r, "network_f."), optimizer="f")
    return {"loss_c": loss_c, "loss_s": loss_s, "loss_adv": loss_adv}


def neumann(loss, weight, v, released):
    """Σ (I - H)ᵏ v for k = 0..10; released: the term of k = 0 is that of k = 1, too."""
    slope = torch.autograd.grad(loss, weight, create_graph=True)[0]
    total = 0 if released else v
    for k in range(10):
        v = v - torch.autograd.grad((slope * v).sum(), weight, retain_graph=True)[0]
        total = total + v * (2 if released and k == 0 else 1)
        if total.abs().max() > 10:
            break
    return total


def trm(released):
    def update(r):
        z, domains = r.features(r.x), r.domains()
        nll = cross_entropy(r.classify(z), r.y)
        swap = 0.0
        if r.step >= r.hparams["iters"]:
            z_of = torch.split(z, [len(y) for _, y in domains])
            alpha = (r.p["alpha"] / r.p["alpha"].sum(1, keepdim=True)).detach()

            def risk(head, e, z_of=z_of):
                return cross_entropy(r.dense(z_of[e], f"clist.{head}."), domains[e][1])

            for _ in range(30):
                for e in range(len(domains)):
                    for name, g in r.slopes(risk(e, e, [v.detach() for v in z_of]), named(r, f"clist.{e}.")).items():
                        r.p[name] = (r.p[name] - 0.1 * g).detach().requires_grad_()
            for q in range(len(domains)):
                weight, others = r.p[f"clist.{q}.weight"], [e for e in range(len(domains)) if e != q]
                own = torch.autograd.grad(risk(q, q), weight, create_graph=True)[0]
                losses = torch.stack([risk(q, e) for e in others])
                moved = alpha[q, others] * losses
                later = alpha[q, others] * (r.hparams["groupdro_eta"] * moved.detach()).exp()
                v = torch.autograd.grad(moved.sum(), weight, retain_graph=True)[0]
                v = neumann(risk(q, q, [u.detach() for u in z_of]), weight, v, released)
                if released:  # the loss is weighed by alpha of before, its gradient by that of after
                    moved = moved.detach() + later * (losses - losses.detach())
                swap = swap + (moved.sum() - r.hparams["cos_lambda"] * (v * own).sum()) / len(domains)
                alpha[q, others] = later
            r.p["alpha"] = alpha
        slopes = r.slopes(nll + swap, r.trained())
        for root in (r.featurizer, r.classifier):
            r.descend(gradients={name: g for name, g in slopes.items() if name.startswith(root)}, optimizer=root)
        return {"nll": nll, "trm_loss": swap}
    return update


def transfer(r):
    hparams, adversary = r.hparams, named(r, "adv_classifier.")

    def gap():
        losses = torch.stack([cross_entropy(r.dense(r.features(x), "adv_classifier."), y) for x, y in r.domains()])
        return hparams["t_lambda"] * (losses.max() - losses.min())

    def ascend(name, tensor, g):  # the gradient is that of -gap
        return hparams["lr_d"] * g

    gda, r.counts = hparams["gda"], False  # it has an update_count, and does not use it
    loss = cross_entropy(r.predict(r.x), r.y)
    r.descend(loss, adversary if gda else r.trained())
    r.descend(gap(), adversary if gda else r.trained(), rule=(lambda name, tensor, g: r.lr * g) if gda else None)
    for name in adversary:
        r.p[name] = r.p[name.removeprefix("adv_")].detach().requires_grad_()
    for _ in range(hparams["d_steps_per_g"]):
        last = gap()
        r.descend(-last, adversary, rule=ascend)
        away = {name: r.p[name] - r.p[name.removeprefix("adv_")] for name in adversary}
        length = torch.stack([v.square().sum() for v in away.values()]).sum().sqrt()
        for name, v in away.items() if length > hparams["delta"] else ():
            r.p[name] = (r.p[name] - v + hparams["delta"] / length * v).detach().requires_grad_()
    return {"loss": loss, "gap": last}


def contrastive(z, y, d):
    """Per row: mean over its class of log(e_j / (Σ e + 1e-5) + 1e-5), e_j = exp(z_i z_j / 0.07) / 2, without j = i."""
    z = normalize(z, dim=1)
    e = 0.5 * torch.exp(z @ z.T / 0.07) * ~torch.eye(len(z), dtype=bool)
    positive = (y[:, None] == y) & ~torch.eye(len(z), dtype=bool)
    rows = torch.log(e / (e.sum(1, keepdim=True) + 1e-5) + 1e-5)
    return -torch.where(positive, rows, 0.0).sum(1).div(positive.sum(1)).sum() / (len(z) + 1)


def adrmx(released):
    def update(r):
        hparams, y, d = r.hparams, r.y, r.domain_labels()
        label, domain = r.mlp(r.x, "featurizer_label."), r.mlp(r.x, "featurizer_domain.")
        combined = label - domain
        loss_disc = cross_entropy(r.mlp(combined, "discriminator."), d)
        betas, d_steps = (hparams["beta1"], 0.9), hparams["d_steps_per_g_step"]
        if (r.step + 1) % (1 + d_steps) < d_steps:
            r.descend(loss_disc, named(r, "discriminator."), optimizer="d", betas=betas)
            return {"loss_disc": loss_disc}

        def head(z, name, target):
            return cross_entropy(r.stack(z, name, (0, 2, 4)), target)
        remixed = 0.0
        for c in range(r.classes):
            i, j = r.draw(c)[:2]  # rows of the batch, of any class if released
            assert released or (y[i] == c and y[j] == c)
            remixed = remixed + head((combined[i] + domain[j])[None], "classifier_label_1.", y[i][None]) / r.classes
        scalars = {"loss_cnt_int": contrastive(label, y, d), "loss_cnt_final": contrastive(combined, y, d),
                   "loss_clf_int": head(label, "classifier_label_1.", y),
                   "loss_clf_fin": head(combined, "classifier_label_2.", y),
                   "loss_dmn": head(domain, "classifier_domain.", d), "loss_disc": loss_disc, "loss_remixed": remixed}
        weights = {"loss_cnt_int": hparams["cnt_lambda"], "loss_cnt_final": hparams["cnt_lambda"],
                   "loss_dmn": hparams["dclf_lambda"], "loss_disc": -hparams["disc_lambda"],
                   "loss_remixed": hparams["rmxd_lambda"]}
        total = sum(weights.get(key, 1.0) * value for key, value in scalars.items())
        r.descend(total, named(r, "featurizer_", "classifier_"), optimizer="g", betas=betas)
        return scalars | {"loss_total": total}
    return update


def urm(r):
    hparams = r.hparams
    r.activation = {"tanh": torch.tanh, "relu": torch.relu}[hparams["urm_generator_output"]]

    def discriminator(z):
        for i in range(hparams["urm_discriminator_hidden_layers"] + 1):
            z = leaky_relu(r.dense(z, f"discriminator.dense{i + 1}."))
        return r.dense(z, "discriminator.output.")[:, 0]

    z, ones = r.features(r.x), torch.ones(len(r.x))
    loss = cross_entropy(r.classify(z), r.y)
    loss = loss + hparams["urm_adv_lambda"] * binary_cross_entropy_with_logits(discriminator(z), ones)
    r.descend(loss, optimizer="g")

    noise, true, fake = r.draw(0), ones, 0 * ones
    if hparams["urm_generator_output"] == "tanh":
        noise = 2 * noise - 1
    if smoothing := hparams["urm_discriminator_label_smoothing"]:
        true, fake = 1 - smoothing + smoothing * r.draw(1), smoothing * r.draw(2)
    loss_d = (binary_cross_entropy_with_logits(discriminator(noise), true)
              + hparams["urm_adv_lambda"] * binary_cross_entropy_with_logits(discriminator(z.detach()), fake))
    momentum = r.optimizers.setdefault("momentum", {})

    def sgd(name, tensor, g):
        momentum[name] = 0.9 * momentum.get(name, 0.0) + g
        return hparams["urm_discriminator_lr"] * momentum[name]
    r.descend(loss_d, named(r, "discriminator."), optimizer="d", lr=hparams["urm_discriminator_lr"],
              rule=sgd if hparams["urm_discriminator_optimizer"] == "sgd" else None)
    return {"loss": loss}


UPDATES = {
    "ERMPlusPlus": erm_plus_plus, "ERMPlusPlus_lars": erm_plus_plus, "Fish": fish, "MLDG": mldg, "MLDG_one": mldg,
    "MLDG_nothing": mldg, "DANN": dann(conditional=False), "CDANN": dann(conditional=True), "SagNet": sag_net,
    "TRM": trm(released=True), "TRM_mended": trm(released=False), "Transfer": transfer, "Transfer_gda": transfer,
    "ADRMX": adrmx(released=True), "ADRMX_mended": adrmx(released=False), "URM": urm, "URM_relu": urm,
}
