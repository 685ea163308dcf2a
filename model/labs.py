"""Labs: the compute each can reach by channel, how much of it trains, and how capability follows."""

import numpy as np

from .codes import ASSURANCE, CN, END_USE_RULE, ENTITY_LIST, PORT, REMOTE_ACCESS_RULE, TRAIN, US
from .kernels import rule

LICENSED, SMUGGLED, DOMESTIC, OWN, OFFSHORE = range(5)
"""codes.CHANNELS."""

USUAL_TRAIN, USUAL_PORT = 0.5, 0.1
"""What labs do unless they order otherwise (declarations.py)."""

OPEN_SPEED = 0.05
"""Part of an open model's lead that takers make their own in a month, before `open_release_spread`."""

RUN_OPERATIONS = 23.19
"""log10 of the operations a thousand H100e yield in half a year at 40 % use, a seventh of the fleet in one run."""


@rule
def appetite(s, channel):  # type: ignore[no-untyped-def]
    """Return how far Chinese labs' wishes swell or shrink a channel of compute, 1 where none has any (Eq. 90; D1)."""
    wish = 0.0
    size = 0.0
    for i in range(s.labs.shape[0]):
        if s.labs.stack[i] == CN:
            wish += s.labs.compute_share[i] * s.channel[i, channel]
            size += s.labs.compute_share[i]
    if size <= 0.0 or s.p.channel_pull <= 0.0:
        return 1.0
    return max(0.05, wish / size) ** s.p.channel_pull


@rule
def rent(s, t):  # type: ignore[no-untyped-def]
    """Move what Chinese labs rent abroad, by country (Eq. 90; A10, A13, A15).

    A part of the US-made base of re-export hubs, as far as denial makes it worth while and labs wish; remote-access and end-use
    rules and the country's own assurances close it.
    """
    p = s.p
    total = 0.0
    wanted = appetite(s, OFFSHORE)
    rule_open = 1.0 - p.remote_rule_effect * s.law[REMOTE_ACCESS_RULE, US, 0, 0] / 3.0
    end_use = 1.0 - p.end_use_effect * min(1.0, s.law[END_USE_RULE, US, 0, 0])
    for c in range(s.countries.shape[0]):
        m = s.countries[c]
        if c == US or c == CN:
            continue
        sworn = s.law[ASSURANCE, m.seat, c, 0] if m.seat >= 0 else 0.0
        goal = p.offshore_share * m.transit * m.train_us * s.world.denial[0]
        goal *= wanted * rule_open * end_use * (1.0 - p.assurance_effect * sworn)
        pace = 1.0 / p.offshore_growth_months if goal > m.offshore else 0.5
        m.offshore += pace * (goal - m.offshore)
        total += m.offshore
    s.world.offshore_h100e[0] = total


@rule
def training_share(s, t, country):  # type: ignore[no-untyped-def]
    """Return the part of a country's base that trains models (Eq. 91; D2).

    The rest serves users; chips that are good at serving free others for training (`inference_relief`).
    """
    p = s.p
    serving = 1.0 - (p.training_share + (p.training_share_2030 - p.training_share) * min(1.0, t / 96.0))
    m = s.countries[country]
    h = s.countries[US]
    own = (m.inf_us + m.inf_cn) / max(1e-9, m.train_us + m.train_cn)
    usual = (h.inf_us + h.inf_cn) / max(1e-9, h.train_us + h.train_cn)
    if country != US and own > 0.0 and usual > 0.0:
        serving *= (usual / own) ** p.inference_relief
    return 1.0 - min(0.95, serving)


@rule
def own_chips(s):  # type: ignore[no-untyped-def]
    """Return the installed training compute of Chinese in-house chips [thousand H100e]."""
    total = 0.0
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if q.in_house == 1 and s.makers.country[q.maker] == CN:
            total += max(0.0, q.opening + q.delivered - q.retired) * q.train
    return total


@rule
def share_compute(s, t):  # type: ignore[no-untyped-def]
    """Give every lab its training compute by channel, and what of it is usable (Eq. 92; D1).

    A channel is shared in proportion to a lab's size and its wish for the channel. A listed lab loses what was
    bought under the law. Chinese chips train at `chinese_chip_weight`, more as software matures, and only as far as
    the lab has ported its work to them.
    """
    p = s.p
    home = s.countries[CN]
    own = min(own_chips(s), home.train_cn)
    smuggled = min(s.world.smuggled_train[0], home.train_us)
    pools = (home.train_us - smuggled, smuggled, home.train_cn - own, own)
    asked = np.zeros(5)
    for i in range(s.labs.shape[0]):
        if s.labs.stack[i] == CN:
            for h in range(5):
                asked[h] += s.labs.compute_share[i] * s.channel[i, h]
    best = 0.0
    for z in range(s.platforms.shape[0]):
        if s.platforms.stack[z] == CN:
            best = max(best, s.platforms.maturity[z])
    quality = 1.0 - (1.0 - p.chinese_chip_weight) * min(1.0, (1.0 - best) / 0.7)
    trains_us = training_share(s, t, US)
    trains_cn = training_share(s, t, CN)
    for i in range(s.labs.shape[0]):
        y = s.labs[i]
        turn = s.stance[y.seat, TRAIN] / USUAL_TRAIN
        if y.stack != CN:
            y.train_licensed = p.lab_share_of_base * y.compute_share * s.countries.train_us[US]
            y.effective = y.train_licensed * min(1.0, trains_us * turn)
            continue
        part = np.zeros(5)
        for h in range(5):
            part[h] = p.lab_share_of_base * y.compute_share * s.channel[i, h] / max(1.0, asked[h])
        listed = s.law[ENTITY_LIST, US, y.seat, 0]
        y.train_licensed = part[LICENSED] * pools[LICENSED] * (1.0 - p.listed_lab_loss * listed)
        y.train_smuggled = part[SMUGGLED] * pools[SMUGGLED]
        y.train_domestic = part[DOMESTIC] * pools[DOMESTIC]
        y.train_asic = part[OWN] * pools[OWN]
        own_part = y.compute_share * s.channel[i, OFFSHORE]
        y.train_offshore = own_part / asked[OFFSHORE] * s.world.offshore_h100e[0] if asked[OFFSHORE] > 0.0 else 0.0
        chinese = y.train_domestic + y.train_asic
        whole = y.train_licensed + y.train_smuggled + chinese
        goal = chinese / whole if whole > 0.0 else 0.0
        y.porting += p.porting_speed * s.stance[y.seat, PORT] / USUAL_PORT * (goal - y.porting)
        y.porting = min(1.0, max(0.0, y.porting))
        usable = quality * min(chinese, y.porting * whole)
        at_home = (y.train_licensed + y.train_smuggled + usable) * min(1.0, trains_cn * turn)
        y.effective = at_home + y.train_offshore


@rule
def learn(s, t):  # type: ignore[no-untyped-def]
    """Move every lab's efficiency and capability by a month (Eqs. 93 to 95; D3).

    The US frontier advances by its labs' compute times efficiency, and by putting more of their fleets into one run
    (`frontier_focus`). Another lab advances at that pace, times its own
    compute and efficiency relative to the frontier's to the power `gap_compute`, and takes over part of what it
    lacks from what is published, copied and hired. Labs short of compute gain efficiency faster; open weights lift
    whoever trails them.
    """
    p = s.p
    w = s.world[0]
    n = s.labs.shape[0]
    lead = -1e9
    front = -1e9
    most = 0.0
    clever = 0.0
    opened = -1e9
    for i in range(n):
        y = s.labs[i]
        most = max(most, y.effective)
        clever = max(clever, y.efficiency)
        opened = max(opened, y.released)
        if y.stack == US and y.effective > 0.0:
            lead = max(lead, np.log10(y.effective * y.efficiency))
            front = max(front, y.capability)
    if lead < -1e8:
        return
    if front <= 0.0:
        front = lead + RUN_OPERATIONS
        open_capability(s, front, lead)
        w.frontier_power = lead
        w.frontier_rate = p.frontier_rate_2022
    w.frontier_rate = max(
        0.02, w.frontier_rate + 0.1 * (p.frontier_focus + max(0.0, lead - w.frontier_power) - w.frontier_rate)
    )
    w.frontier_power = lead
    w.capability_us = 0.0
    w.capability_cn = 0.0
    for i in range(n):
        y = s.labs[i]
        scarce = 1.0 - min(1.0, y.effective / most) if y.stack == CN else 0.0
        y.efficiency *= np.exp(p.efficiency_gain * (1.0 + p.constraint_efficiency * scarce))
        own = np.log10(max(1e-6, y.effective * y.efficiency))
        pace = min(1.2, 10.0 ** (p.gap_compute * (own - lead)))
        lack = max(0.0, front - y.capability)
        y.capability += w.frontier_rate * pace + p.gap_catchup * lack
        y.capability += OPEN_SPEED * p.open_release_spread * max(0.0, opened - y.capability)
        if y.stack == CN:
            w.capability_cn = max(w.capability_cn, y.capability)
        else:
            w.capability_us = max(w.capability_us, y.capability)
    w.gap_months = (w.capability_us - w.capability_cn) / w.frontier_rate


@rule
def open_capability(s, front, lead):  # type: ignore[no-untyped-def]
    """Set every lab's opening capability: `gap_2022` months back for the best Chinese lab, less for smaller labs.

    Eq. 95.
    """
    best_cn = -1e9
    for i in range(s.labs.shape[0]):
        if s.labs.stack[i] == CN:
            best_cn = max(best_cn, np.log10(max(1e-6, s.labs.effective[i] * s.labs.efficiency[i])))
    for i in range(s.labs.shape[0]):
        y = s.labs[i]
        own = np.log10(max(1e-6, y.effective * y.efficiency))
        if y.stack == CN:
            y.capability = front - s.p.gap_2022 * s.p.frontier_rate_2022 - 0.3 * (best_cn - own)
        else:
            y.capability = front - 0.3 * (lead - own)
        y.released = y.capability - 1.0
