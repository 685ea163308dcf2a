/* The glossary on tap: words and their meanings, fetched when first asked for. */
import { el, part, show, t } from "./dom.js";
import { act, get } from "./link.js";

let terms = null, sought = "";

const list = () => el("dl", { class: "words", tabindex: 0, "aria-label": t("words.title") }, Object.entries(terms)
  .filter(([word, meaning]) => `${word} ${meaning}`.toLowerCase().includes(sought.toLowerCase()))
  .map(([word, meaning]) => [el("dt", {}, word), el("dd", {}, meaning)]));

function draw() {
  show(part("words"), { terms, sought }, () => [el("label", { class: "field" }, el("span", {}, t("orders.seek")),
    el("input", { class: "input slim", type: "search", id: "seek-word", value: sought, oninput: (event) => { sought = event.target.value; draw(); } })), list()]);
}

const box = document.getElementById("glossary");
if (box) box.addEventListener("toggle", () => { if (box.open && !terms) act(null, async () => { terms = await get("/glossary.json"); draw(); }); });
