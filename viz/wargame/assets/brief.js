/* The brief of a team: role, goals, powers, red lines; and what its intelligence estimates. */
import { el, number, t } from "./dom.js";

const paragraphs = (text) => String(text || "").trim().split(/\n\s*\n/).filter(Boolean).map((one) => el("p", {}, one.replace(/\s+/g, " ")));
const list = (items, draw) => (items && items.length ? el("ul", { class: "dashes" }, items.map((item) => el("li", {}, draw(item)))) : null);

export function brief(role) {
  if (!role) return el("p", { class: "empty" }, t("role.none"));
  const section = (title, body, key) => body && el("details", { class: "fold", "data-key": key, open: key === "goals" }, el("summary", {}, el("h3", {}, title)), body);
  const goals = role.score || [];
  return el("div", { class: "brief" }, role.team && el("p", { class: "small faint" }, role.team), paragraphs(role.brief),
    section(t("role.goals"), el("div", {}, paragraphs(role.goals), list(goals, (one) => [el("span", {}, one.text), el("b", { class: "num" }, one.weight ?? "?")]), goals.length > 0 && role.how && el("details", { class: "more", "data-key": "how" }, el("summary", {}, t("role.how")), el("p", { class: "small faint" }, role.how))), "goals"),
    section(t("role.powers"), role.powers && el("div", {}, paragraphs(role.powers)), "powers"),
    section(t("role.fails"), list(role.red_lines, (one) => one.text || one), "fails"),
    section(t("role.desks"), list(role.desks, (one) => one), "desks"),
    role.hint && el("p", { class: "hint small" }, role.hint));
}

function spark(course) {
  if (!course || course.length < 3) return null;
  const low = Math.min(...course), span = Math.max(...course) - low || 1;
  const points = course.map((value, index) => `${((100 * index) / (course.length - 1)).toFixed(1)},${(22 - ((value - low) / span) * 19).toFixed(1)}`).join(" ");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 100 24"); svg.setAttribute("preserveAspectRatio", "none"); svg.setAttribute("class", "spark"); svg.setAttribute("aria-hidden", "true");
  const linePath = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
  linePath.setAttribute("points", points);
  svg.append(linePath);
  return svg;
}

export function intelligence(given) {
  if (!given) return el("p", { class: "empty" }, t("intelligence.none"));
  const value = (one) => [el("b", { class: "num" }, number(one.value, Math.abs(one.value) < 10 ? 2 : 0)), ` ${one.unit || ""}`];
  return el("div", {}, el("ul", { class: "estimates" }, (given.estimates || []).map((one) => el("li", {}, el("p", {}, one.title), spark(one.course),
    el("p", { class: "amounts" }, value(one), !one.exact && el("span", { class: "faint small" }, ` ${t("intelligence.range", { low: number(one.low, 2), high: number(one.high, 2) })}`)),
    one.how && el("p", { class: "small faint" }, one.how)))),
    (given.own || []).length > 0 && el("details", { class: "more", "data-key": "own" }, el("summary", {}, t("intelligence.own")), el("table", { class: "effects" }, el("tbody", {}, given.own.map((one) => el("tr", {}, el("th", { scope: "row" }, new Set(given.own.map((row) => row.name)).size > 1 ? `${one.name}: ${one.title}` : one.title), el("td", {}, value(one))))))),
    given.note && el("p", { class: "small faint" }, given.note));
}
