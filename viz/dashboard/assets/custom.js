/* Theme of the page, kept in the browser; and a quick return after the server was away. */
(function () {
  const KEY = "stackcraft:theme";
  const night = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => { try { return localStorage.getItem(KEY); } catch (e) { return null; } };

  function show() {
    const theme = chosen() || (night.matches ? "dark" : "light");
    document.documentElement.dataset.theme = theme;
    window.dispatchEvent(new CustomEvent("stackcraft:theme", { detail: theme }));
  }
  window.stackcraftTheme = {
    now: () => document.documentElement.dataset.theme,
    flip() {
      const next = this.now() === "dark" ? "light" : "dark";
      try { localStorage.setItem(KEY, next); } catch (e) { /* private window: for this page only */ document.documentElement.dataset.theme = next; }
      show();
    },
  };
  night.addEventListener("change", show);
  show();

  // A number as it is read. Its format is made once: that takes a browser a hundred times as long as to use it.
  const formats = new Map();
  window.stackcraftNumber = (value, most, least = 0) => {
    const key = `${least} ${most}`;
    if (!formats.has(key)) formats.set(key, new Intl.NumberFormat("en-US", { minimumFractionDigits: least, maximumFractionDigits: most }));
    return formats.get(key).format(value);
  };

  // The month on screen, null for the end of the run: pictures, numbers and log follow it without asking the server.
  window.stackcraftClock = {
    month: null,
    set(month) {
      if (month === this.month) return;
      this.month = month;
      window.dispatchEvent(new CustomEvent("stackcraft:month", { detail: month }));
    },
  };

  // Charts are wanted as soon as the server has answered: their script is read while nothing else is to be done. It is
  // loaded once a page, through requirejs, with which a plain script tag would collide.
  window.stackcraftLoad = () => {
    const root = (window.solara && window.solara.rootPath) || "";
    window.stackcraftCharts = window.stackcraftCharts || new Promise((done, failed) => {
      requirejs([`${root}/files/echarts-6.1.0.min.js`, `${root}/files/paint.js`], (echarts) => done(stackcraftMeasured(echarts)), failed);
    });
    return window.stackcraftCharts;
  };
  window.stackcraftIdly = window.requestIdleCallback ? (act, within) => requestIdleCallback(act, within) : (act) => setTimeout(act, 50);
  document.addEventListener("DOMContentLoaded", () => window.stackcraftIdly(() => window.stackcraftLoad(), { timeout: 1000 }));

  // Jupyter's own reconnection waits longer and longer and then gives up; a page of a restarted server should be back at once.
  let asking = false;
  setInterval(async () => {
    const kernel = !asking && window.solara && solara.debug && solara.debug.kernel();
    if (!kernel || kernel.isDisposed || kernel.connectionStatus === "connected") return;
    asking = true;
    try {
      const answer = await fetch(`${solara.rootPath || ""}/healthz`, { cache: "no-store" });
      if (answer.ok && kernel.connectionStatus !== "connected") {
        await Promise.race([kernel.reconnect(), new Promise((later) => setTimeout(later, 3000))]);
      }
    } catch (e) { /* still away */ }
    asking = false;
  }, 1000);
})();
