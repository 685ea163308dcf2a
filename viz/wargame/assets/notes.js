/* The facilitator's notes, for the debrief, the marks and the archive. */
import { el, part, show, t } from "./dom.js";
import { act } from "./link.js";

/** The facilitator's notes, and a line to write one. */
export function notes({ view, order }) {
  const nickname = Object.fromEntries(view.people.map((person) => [person.person_id, person.nickname]));
  show(part("notes"), { notes: view.notes, people: view.people }, () => (view.notes.length ? el("ul", { class: "lines small" }, view.notes.map((note) => el("li", {}, note.person_id && el("b", {}, `${nickname[note.person_id] || ""} `), note.text))) : el("p", { class: "empty" }, t("notes.none"))));
  show(part("write"), view.people, () => {
    const words = el("textarea", { class: "input", id: "note", rows: 2, maxlength: 2000, required: true, placeholder: t("notes.placeholder"), "aria-label": t("notes.title") });
    const about = el("select", { class: "input slim", id: "noteon", "aria-label": t("notes.about") }, el("option", { value: "" }, t("notes.class")), view.people.map((person) => el("option", { value: person.person_id }, person.nickname)));
    const button = el("button", { class: "button slim", type: "submit" }, t("notes.keep"));
    const keep = async () => { if (!words.value.trim()) return; await order("note", { person_id: about.value, text: words.value.trim() }); words.value = ""; };
    return el("form", { class: "say", onsubmit: (event) => { event.preventDefault(); act(button, keep); } }, words, el("div", { class: "row" }, about, el("span", { class: "space" }), button));
  });
}
