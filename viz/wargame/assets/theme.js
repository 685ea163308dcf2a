/* Theme of the page: the reader's choice, kept in the browser, else the system's. Loaded before the page is drawn. */
(function () {
  const KEY = "stackcraft:theme";
  const night = window.matchMedia("(prefers-color-scheme: dark)");
  let own = null; // where nothing can be stored: for this page only
  const chosen = () => { try { return localStorage.getItem(KEY) || own; } catch (e) { return own; } };

  function show() {
    const theme = chosen() || (night.matches ? "dark" : "light");
    document.documentElement.dataset.theme = theme;
    window.dispatchEvent(new CustomEvent("stackcraft:theme", { detail: theme }));
  }
  window.stackcraftTheme = {
    now: () => document.documentElement.dataset.theme,
    flip() {
      own = this.now() === "dark" ? "light" : "dark";
      try { localStorage.setItem(KEY, own); } catch (e) { /* private window */ }
      show();
    },
  };
  night.addEventListener("change", show);
  show();
})();
