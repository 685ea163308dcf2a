/* A dialog that asks for something before a step that can't be taken lightly; keyboard and focus are the browser's own. */
import { el, t } from "./dom.js";

/** Ask, with fields if need be. Returns the fields' values by name, or null where it was called off. */
export function ask({ title, text = "", fields = [], yes, danger = false }) {
  const box = document.getElementById("ask");
  return new Promise((done) => {
    const inputs = fields.map((field) => {
      const common = { class: "input slim", id: `ask-${field.name}`, name: field.name, required: field.required !== false };
      if (field.options) return el("select", common, field.options.map(([value, name]) => el("option", { value, selected: value === field.value }, name)));
      if (field.lines) return el("textarea", { ...common, rows: field.lines, maxlength: field.most || 300, value: field.value ?? "" });
      return el("input", { ...common, type: field.type || "text", maxlength: field.most || 300, value: field.value ?? "", step: "any" });
    });
    const end = (value) => { box.close(); box.replaceChildren(); done(value); };
    const form = el("form", { method: "dialog", onsubmit: (event) => { event.preventDefault(); end(Object.fromEntries(inputs.map((input) => [input.name, input.value]))); } },
      el("h2", { id: "askhead" }, title), text && el("p", { class: "soft" }, text),
      fields.map((field, index) => el("label", { class: "field" }, el("span", {}, field.label), inputs[index], field.note && el("small", {}, field.note))),
      el("div", { class: "row end" }, el("button", { class: "button", type: "button", onclick: () => end(null) }, t("ask.no")), el("button", { class: `button main${danger ? " danger" : ""}`, type: "submit" }, yes)));
    box.replaceChildren(form);
    box.oncancel = (event) => { event.preventDefault(); end(null); };
    box.showModal();
  });
}
