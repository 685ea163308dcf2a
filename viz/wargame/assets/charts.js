/* Charts: pictures made by the server, drawn by ECharts in the page's theme; only what is on screen is drawn. */
const base = document.documentElement.dataset.base || "";
const charts = new Map(); // place → {chart, picture, rules}
let tokens = null, world = null;
window.stackcraftMeasured(echarts);

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) draw(entry.target);
});
const sized = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    const known = charts.get(target);
    if (!known || !known.chart || contentRect.width === 0 || contentRect.height === 0) continue;
    known.chart.resize();
    if (window.stackcraftRules(known.picture, contentRect.width) !== known.rules) draw(target, true);
  }
});
window.addEventListener("stackcraft:theme", () => {
  for (const [place, known] of charts) { if (known.chart) known.chart.dispose(); known.chart = null; draw(place, true); }
});

/** Show a picture (an ECharts option in JSON, colours by token) at a place; map: whether it needs the world's shapes. */
export async function picture(place, option, map = false) {
  if (!place || !option) return;
  const text = JSON.stringify(option);
  const known = charts.get(place) || { chart: null };
  if (known.text === text) return;
  charts.set(place, Object.assign(known, { picture: option, text, map, stale: true }));
  if (!tokens) tokens = fetch(`${base}/tokens.json`).then((answer) => answer.json());
  if (map && !world) world = fetch(`${base}/files/world.geojson`).then((answer) => answer.json()).then((shapes) => echarts.registerMap("world", shapes));
  if (!known.watched) { known.watched = true; seen.observe(place); sized.observe(place); }
  const box = place.getBoundingClientRect();
  if (box.bottom > 0 && box.top < innerHeight && box.width > 0) draw(place);
}

async function draw(place, anew = false) {
  const known = charts.get(place);
  if (!known || (!known.stale && !anew) || place.clientWidth === 0) return;
  known.stale = false;
  const themes = await tokens;
  if (known.map) await world;
  if (!known.chart) {
    known.chart = echarts.init(place, null, { renderer: "canvas" });
    known.chart.on("finished", () => { place.dataset.drawn = String(Number(place.dataset.drawn || 0) + 1); });
  }
  known.rules = window.stackcraftRules(known.picture, place.clientWidth);
  const option = window.stackcraftPaint(known.picture, themes[window.stackcraftTheme.now()], place.clientWidth);
  option.aria = { enabled: false }; // the place has a label of its own
  known.chart.setOption(option, { notMerge: false, replaceMerge: ["series"], lazyUpdate: false });
}
