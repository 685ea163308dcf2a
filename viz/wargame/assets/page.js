/* What every page has: the theme's button, and tabs at the bottom of a phone. */
for (const button of document.querySelectorAll("[data-theme-flip]")) button.addEventListener("click", () => window.stackcraftTheme.flip());

const table = document.getElementById("table");
for (const button of document.querySelectorAll(".nav button[data-tab]")) {
  button.addEventListener("click", () => {
    table.dataset.tab = button.dataset.tab;
    for (const other of document.querySelectorAll(".nav button[data-tab]")) other.toggleAttribute("aria-current", other === button);
    if (button.hasAttribute("aria-current")) button.setAttribute("aria-current", "true");
    const badge = button.querySelector(".badge");
    if (badge) badge.hidden = true;
    scrollTo(0, 0);
    window.dispatchEvent(new Event("stackcraft:tab"));
  });
}

/** Mark a tab that has something new while another is shown. */
export function badge(tab, count) {
  const place = document.querySelector(`.nav button[data-tab="${tab}"] .badge`);
  if (!place || !count || (table && table.dataset.tab === tab)) return;
  place.textContent = String(count);
  place.hidden = false;
}
