/* Orders: cards with the fields of a form, drafts kept as they are typed, and what an order costs and may not do. */
import { el, monthName, number, t } from "./dom.js";

/** The form an order was written on. */
export const formOf = (forms, order) => forms.find((form) => (form.instrument || "") === (order.instrument || "") && (form.kinds || [form.kind]).includes(order.kind));

export const members = (form) => form.members || form.parties || [];

const AT_HOME = new Set(["enforcement", "assurance", "subsidy_chips", "self_reliance_push"]);
const FRIENDS = new Set(["tier", "quota_h100e", "compute_deal", "export_promotion", "stack_export"]);
const HOME = { eu: "rest_eu" };

/** Where an order most likely aims: at home, at a friend to be won, at the other side; else the first there is. */
function likely(form, member) {
  const other = member === "cn" || ["huawei", "smic"].includes(member) ? "us" : "cn";
  const wished = AT_HOME.has(form.instrument) ? HOME[member] || member : FRIENDS.has(form.instrument) ? "ae"
    : form.kind === "lobby" ? (other === "us" ? "cn" : "us") : form.kind === "list_entity" ? (other === "us" ? "nvidia" : "huawei") : form.instrument === "regulatory_pressure" ? "nvidia" : other;
  const ids = (form.targets || []).map((target) => target.id);
  return ids.includes(wished) ? wished : ids[0] || "";
}

/** A new order on a form, at the value in force. */
export function blank(form) {
  const target = likely(form, members(form)[0]);
  const classes = (form.classes || []).map((one) => one.id);
  const order = { seat: members(form)[0] || "", kind: form.kind, instrument: form.instrument || "", target,
    product_class: classes.includes("cut_down") ? "cut_down" : classes[0] || "", value: 0, in_month: 0, lapse: "", status: "announced" };
  order.value = nowValue(form, order);
  return order;
}

/** The value in force where an order aims: what law or conduct is now, else the default. */
export function nowValue(form, order) {
  const own = (form.now || {})[order.seat === "each" ? members(form)[0] : order.seat] || {};
  for (const key of [`${order.target}/${order.product_class}`, order.target, "world", ""]) if (key in own && own[key] !== null) return Number(own[key]);
  return Number(form.default ?? form.low ?? 0);
}

const NO_CAP = 100000;
export const isShare = (form) => /^(share|strength|ad valorem|share of .*)/.test(form.unit || "") && form.high <= 2 && form.low >= 0;

/** A value in words: its rung, per cent, or a number with its unit. */
export function valueText(form, value) {
  const rung = (form.rungs || []).find((one) => Number(one.value) === Number(value));
  if (rung) return rung.label;
  if (form.high >= NO_CAP && value >= NO_CAP) return t("orders.no_cap");
  if (isShare(form)) return `${number(100 * value, 0)} %`;
  return `${number(value, Math.abs(value) < 10 ? 2 : 0)}${form.unit && form.high > 1 ? ` ${form.unit}` : ""}`;
}

export const targetName = (form, id) => ((form.targets || []).find((target) => target.id === id) || {}).name || id;
const className = (form, id) => ((form.classes || []).find((one) => one.id === id) || {}).name || id;

/** An order in one line, for lists. */
export function line(form, order) {
  if (!form) return order.sentence || `${order.kind} ${order.instrument} ${order.target}`;
  const aim = [order.target && targetName(form, order.target), order.product_class && className(form, order.product_class)].filter(Boolean).join(", ");
  return `${form.title}${aim ? `, ${aim}` : ""}: ${valueText(form, order.value)}`;
}

/** Why law would refuse an order as things stand; empty if it wouldn't. */
export function refusal(form, order) {
  const can = form.can || {};
  return (order.seat === "each" ? members(form).map((member) => can[member]).find(Boolean) : can[order.seat]) || "";
}

/** What an order costs, short: "0.5 authority, 5 capital". */
export function costs(form) {
  const { authority, capital } = form.cost || {};
  return [authority ? t("cost.authority", { value: number(authority, 1) }) : null, capital ? t("cost.capital", { value: number(capital, 0) }) : null].filter(Boolean).join(", ");
}

/** Whether what holds already is known here: law, and one's own conduct. */
const isKnown = (form, order) => Boolean(form.now && form.now[order.seat === "each" ? members(form)[0] : order.seat]);

/** Whether an order asks for what holds already. */
export const isIdle = (form, order) => isKnown(form, order) && ["threaten", "join"].indexOf(order.kind) < 0 && !order.lapse && Number(order.value) === nowValue(form, order);

/** Choices of a list, under headings where they have some. */
export function choices(options, selected) {
  const made = (option) => el("option", { value: option.id, selected: String(option.id) === String(selected) }, option.name);
  const groups = [...new Set(options.map((option) => option.group).filter(Boolean))];
  return groups.length < 2 ? options.map(made) : groups.map((group) => el("optgroup", { label: group }, options.filter((option) => option.group === group).map(made)));
}

/** A card to write an order on. `changed()` is called at each change of a field; `redraw()` where the card must be drawn anew. */
export function card(form, order, key, { changed, redraw, remove, move = null, locked = false }) {
  const idle = el("p", { class: "hint small", hidden: !isIdle(form, order) }, t("orders.idle"));
  const set = (field, value, again = false) => { order[field] = value; idle.hidden = !isIdle(form, order); changed(); if (again) redraw(); };
  const pick = (label, field, options, again = true) => options.length > 1 && el("label", { class: "field" }, el("span", {}, label),
    el("select", { class: "input slim", id: `${key}-${field}`, disabled: locked, onchange: (event) => {
      order[field] = field === "in_month" ? Number(event.target.value) : event.target.value;
      if (field === "target" || field === "product_class") order.value = nowValue(form, order);
      idle.hidden = !isIdle(form, order);
      changed(); if (again) redraw();
    } }, choices(options, order[field])));
  const why = refusal(form, order);
  const names = members(form);
  return el("article", { class: "order", "aria-label": form.title },
    el("div", { class: "row top" }, el("h3", {}, form.title), el("span", { class: "space" }),
      remove && !locked && el("button", { class: "button plain slim", type: "button", "data-key": `${key}-remove`, "aria-label": t("orders.remove_named", { title: form.title }), onclick: remove }, t("orders.remove"))),
    el("p", { class: "small soft" }, form.text.replace(/[.]?$/, "."), form.cost && form.cost.text && el("span", { class: "faint" }, ` ${form.cost.text}`)),
    el("div", { class: "fields" },
      pick(t("orders.kind"), "kind", (form.kinds || []).map((kind) => ({ id: kind, name: t(`order_kind.${kind}`) }))),
      pick(t("orders.by"), "seat", names.map((id) => ({ id, name: (form.member_names || {})[id] || id })).concat(names.length > 1 ? [{ id: "each", name: t("orders.each") }] : [])),
      pick(t("orders.target"), "target", form.targets || []),
      pick(t("orders.class"), "product_class", form.classes || []),
      move && move.months.length > 1 && pick(t("orders.when"), "in_month", move.months.map((month, index) => ({ id: index, name: monthName(month) })), false),
      (form.kind === "set_rule" || form.kind === "law") && move && pick(t("orders.until"), "lapse", [{ id: "", name: t("orders.forever") }, ...move.ends], false)),
    value(form, order, key, set, locked),
    idle,
    why && el("p", { class: "warn small" }, t("orders.refused", { why })));
}

function value(form, order, key, set, locked) {
  if (form.low === form.high || form.low === undefined || form.low === null) return null;
  const now = nowValue(form, order);
  const note = isKnown(form, order) && el("small", {}, t("orders.now", { value: valueText(form, now) }));
  if ((form.rungs || []).length) {
    return el("fieldset", { class: "rungs" }, el("legend", {}, t("orders.value")),
      el("div", { class: "tabs" }, form.rungs.map((rung, index) => el("button", { type: "button", id: `${key}-rung${index}`, disabled: locked,
        "aria-pressed": String(Number(rung.value) === Number(order.value)), onclick: () => set("value", Number(rung.value), true) }, rung.label))), note);
  }
  const share = isShare(form);
  const low = share ? 100 * form.low : form.low, high = share ? 100 * form.high : form.high;
  const step = form.step ? (share ? 100 * form.step : form.step) : (high - low) / 100;
  const shown = share ? Math.round(1000 * order.value) / 10 : order.value;
  const put = (text) => { const given = Number(text); if (text !== "" && Number.isFinite(given)) set("value", Math.min(high, Math.max(low, given)) / (share ? 100 : 1)); };
  const slide = el("input", { type: "range", min: low, max: high, step, id: `${key}-slide`, "aria-label": `${form.title}, ${form.unit}`, disabled: locked });
  const type = el("input", { type: "number", class: "input slim num", min: low, max: high, step: "any", id: `${key}-value`, inputmode: "decimal", "aria-label": `${form.title}, ${share ? "%" : form.unit}`, disabled: locked });
  const fill = () => slide.style.setProperty("--done", `${(100 * (slide.value - low)) / (high - low || 1)}%`);
  slide.value = shown; type.value = shown; fill();
  slide.addEventListener("input", () => { type.value = slide.value; fill(); put(slide.value); });
  type.addEventListener("input", () => { slide.value = type.value; fill(); put(type.value); });
  const wide = high - low > 2000 && !share;
  return el("div", { class: "amount" }, el("div", { class: "row" }, !wide && slide, type, el("span", { class: "small faint" }, share ? "%" : form.unit)), note);
}
