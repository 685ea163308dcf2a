/* Draws the pictures of a report, in the reader's theme; on paper always in the light one. */
(function () {
  stackcraftMeasured(echarts);
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const pictures = read("pictures");
  const themes = read("themes");
  echarts.registerMap("world", read("world"));
  const night = window.matchMedia("(prefers-color-scheme: dark)");
  const plots = [...document.querySelectorAll("[data-picture]")];

  // On paper a picture has less room than on the screen that it was drawn for: it shrinks as a whole.
  function scaled(place) {
    const drawing = place.querySelector("svg");
    if (drawing && place.clientWidth) drawing.setAttribute("viewBox", `0 0 ${place.clientWidth} ${place.clientHeight}`);
  }

  function draw(theme) {
    for (const place of plots) {
      const old = echarts.getInstanceByDom(place);
      if (old) old.dispose();
      const chart = echarts.init(place, null, { renderer: "svg" });
      chart.setOption(stackcraftPaint(pictures[place.dataset.picture], themes[theme], place.clientWidth));
      scaled(place);
    }
    document.documentElement.dataset.drawn = theme;
  }
  const reader = () => (night.matches ? "dark" : "light");
  draw(reader());
  night.addEventListener("change", () => draw(reader()));
  window.addEventListener("beforeprint", () => draw("light"));
  window.addEventListener("afterprint", () => draw(reader()));
  // A chart without room (a hidden tab, a page being laid out for paper) can't be fitted: wait for its next size.
  const fit = new ResizeObserver((changes) => changes.forEach(({ target, contentRect }) => {
    const chart = echarts.getInstanceByDom(target);
    if (!chart || contentRect.width === 0 || contentRect.height === 0) return;
    chart.resize();
    const picture = pictures[target.dataset.picture];
    const theme = themes[document.documentElement.dataset.drawn];
    chart.setOption(stackcraftPaint(picture, theme, contentRect.width), { notMerge: true });
    scaled(target);
  }));
  plots.forEach((place) => fit.observe(place));
})();
