/* The world as everyone sees it: news, headline numbers, and the pictures of who computes on what. */
import { picture } from "./charts.js";
import { el, monthName, number, part, show, t } from "./dom.js";
import { get } from "./link.js";
import { mark, named } from "./seats.js";

const KPIS = [
  { id: "us_share", series: "chip_share_us.world", side: "us", scale: 100, unit: "%", digits: 1 },
  { id: "cn_home", series: "chip_share_cn.cn", side: "cn", scale: 100, unit: "%", digits: 1 },
  { id: "lead", series: "compute_lead.world", side: "us", scale: 1, unit: "×", digits: 1 },
  { id: "pain", series: "mineral_pain.us", side: "open", scale: 100, unit: "%", digits: 0 },
  { id: "cohesion", series: "cohesion.world", side: "both", scale: 1, unit: "", digits: 2 },
];

let pictured = null, waiting = null, drawnPictures = null;

export function world(view) {
  show(part("news"), view.news, () => news(view));
  show(part("kpis"), view.indicators, () => kpis(view));
  const months = (view.indicators || {}).months || [];
  if (part("worldmonth")) part("worldmonth").textContent = monthName(months[months.length - 1] || "");
  pictures(view);
}

const known = (view, seatId) => seatId === "white_cell" || view.seats.some((seat) => seat.seat_id === seatId);

/** News, newest first. */
export function news(view) {
  if (!view.news.length) return el("li", { class: "empty" }, t("news.none"));
  return view.news.map((item) => el("li", { class: "item", "data-kind": item.kind }, el("p", { class: "small faint row" }, item.seat && mark(item.seat), known(view, item.seat) && el("b", {}, named(view.seats, item.seat)), el("span", {}, t(`news.kind_${item.kind}`)), el("span", { class: "space" }), monthName(item.month) || (item.move ? t("move.short", { move: item.move }) : "")), el("p", {}, item.text)));
}

/** Headline numbers, with what the last move changed. */
export function kpis(view) {
  const series = (view.indicators || {}).series || {};
  return KPIS.filter((kpi) => series[kpi.series]).map((kpi) => {
    const values = series[kpi.series].filter((value) => value !== null);
    const now = kpi.scale * values[values.length - 1], before = kpi.scale * values[Math.max(0, values.length - 1 - (view.game.over ? view.game.months.length : 0))];
    const change = now - before;
    const size = number(Math.abs(change), kpi.digits);
    return el("div", { class: "kpi" }, el("p", { class: "l" }, el("span", { class: "mark", "data-side": kpi.side, "aria-hidden": "true" }), t(`kpi.${kpi.id}`)),
      el("p", { class: "v num" }, number(now, kpi.digits), el("small", {}, kpi.unit)), view.game.over > 0 && el("p", { class: "d" }, Number(size) === 0 ? t("kpi.same") : `${change > 0 ? "▲" : "▼"} ${size} ${t("kpi.since")}`));
  });
}

async function pictures(view) {
  const version = view.pictures;
  if (!version) return;
  if (pictured !== version && waiting !== version) {
    waiting = version;
    try { drawnPictures = await get(`/pictures/${version}`); pictured = version; } catch (error) { waiting = null; return; }
  }
  if (!drawnPictures) return;
  picture(part("diffusion"), drawnPictures.diffusion);
  picture(part("map"), drawnPictures.map, true);
}
