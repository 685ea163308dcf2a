/* Turns a picture (an ECharts option in JSON) into one that can be drawn: fills in the theme's colours and the named functions.
   In a picture, "@us" is a colour token of viz/look.py and "@fn:year" one of the functions below. */
(function (root) {
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const words = (month) => `${MONTHS[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;
  const safe = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  const number = (value, digits) => Number(value).toLocaleString("en-US", { maximumFractionDigits: digits, minimumFractionDigits: digits });
  const chip = (colour) => `<i style="display:inline-block;width:9px;height:9px;border-radius:3px;margin-right:7px;background:${safe(colour)}"></i>`;
  const last = (value) => (Array.isArray(value) ? value[value.length - 1] : value);
  const drawn = (rows) => rows.filter((row) => last(row.value) !== null && last(row.value) !== undefined && last(row.value) !== "-");

  function table(title, rows, write) {
    const lines = rows.map((row) => `<tr><td style="padding:1px 14px 1px 0">${chip(row.color)}${safe(row.seriesName)}</td>` +
      `<td style="text-align:right;font-weight:600;font-variant-numeric:tabular-nums">${write(last(row.value))}</td></tr>`);
    return `<div style="font-weight:600;margin-bottom:3px">${safe(title)}</div><table style="border-spacing:0">${lines.join("")}</table>`;
  }
  const tip = (write) => (rows) => {
    const kept = drawn([].concat(rows));
    return kept.length ? table(words(kept[0].axisValue || kept[0].name), kept, write) : "";
  };

  const named = {
    year: (month) => month.slice(0, 4),
    january: (index, month) => month.endsWith("-01"),
    evenJanuary: (index, month) => month.endsWith("-01") && Number(month.slice(0, 4)) % 2 === 0,
    monthWords: (line) => words(String(line.value)),
    percentTip: tip((value) => `${number(value, 1)} %`),
    numberTip: tip((value) => number(value, Math.abs(value) < 10 ? 2 : 0)),
    monthsTip: tip((value) => `${number(value, 1)} months`),
    ratioTip: tip((value) => `${number(value, 1)} ×`),
    signedValue: (bar) => Math.abs(bar.value) < 0.005 ? "0" : `${bar.value > 0 ? "+" : "\u2212"}${number(Math.abs(bar.value), 2)}`,
    cellValue: (cell) => number(cell.value[2], 2).replace("-", "\u2212"),
    pinTip: (point) => safe(point.data.text || point.name),
    textTip: (point) => (point.data && point.data.text ? `<div style="max-width:300px;white-space:normal">${safe(point.data.text)}</div>` : ""),
    countryTip: (point) => {
      const d = point.data;
      if (d && d.cards !== undefined) return `<b>${safe(d.text)}</b><div>${safe(d.kind)}: ${number(d.cards, d.cards < 10 ? 1 : 0)} k</div>`;
      if (!d || d.us === undefined) return `<b>${safe(point.name)}</b><br>no data`;
      const within = d.row && d.row !== point.name ? `<div style="opacity:.7">counted in ${safe(d.row)}</div>` : "";
      return `<b>${safe(point.name)}</b>${within}<div>US stack ${number(d.us, 0)} %</div><div>Chinese stack ${number(d.cn, 0)} %</div>` +
        (d.lean === undefined ? "" : `<div>Alignment ${d.lean > 0 ? "China" : "US"} +${number(Math.abs(d.lean), 0)}</div>`) +
        (d.compute === undefined ? "" : `<div>Installed ${d.compute < 1000 ? `${number(d.compute, 0)} k` : `${number(d.compute / 1000, 1)} M`} H100e</div>`);
    },
    nodeTip: (point) => (point.dataType === "edge"
      ? safe(point.data.text || `${point.data.source} – ${point.data.target}`)
      : `<b>${safe(point.data.title || point.name)}</b>${point.data.text ? `<div>${safe(point.data.text)}</div>` : ""}`),
  };

  function paint(node, tokens) {
    if (Array.isArray(node)) return node.map((item) => paint(item, tokens));
    if (node && typeof node === "object") {
      return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, paint(value, tokens)]));
    }
    if (typeof node === "string" && node[0] === "@") {
      if (node.startsWith("@fn:")) return named[node.slice(4)];
      return tokens[node.slice(1)] || node;
    }
    return node;
  }

  // Lays one option over another; things in lists are matched by id, lists without ids replaced. (ECharts' own media rules can't be used: together
  // with replaceMerge, which keeps ids stable over updates, they drop every series they don't name.)
  function lay(under, over) {
    if (Array.isArray(under) && Array.isArray(over) && over.length && over.every((item) => item && item.id !== undefined)) {
      return under.map((item) => {
        const match = item && item.id !== undefined && over.find((other) => other.id === item.id);
        return match ? lay(item, match) : item;
      });
    }
    if (under && over && typeof under === "object" && typeof over === "object" && !Array.isArray(over)) {
      const laid = { ...under };
      for (const [key, value] of Object.entries(over)) laid[key] = key in under ? lay(under[key], value) : value;
      return laid;
    }
    return over;
  }

  // Numbers on axes have a true minus, as everywhere else.
  function minus(axis) {
    if (!axis || axis.type !== "value" || typeof (axis.axisLabel || {}).formatter === "function") return axis;
    const form = (axis.axisLabel || {}).formatter || "{value}";
    const write = (value) => form.replace("{value}", value.toLocaleString("en-US", { maximumFractionDigits: 6 }).replace("-", "\u2212"));
    return { ...axis, axisLabel: { ...axis.axisLabel, formatter: write } };
  }
  const every = (axes) => (Array.isArray(axes) ? axes.map(minus) : minus(axes));
  const signed = (option) => ({ ...option, ...(option.xAxis ? { xAxis: every(option.xAxis) } : {}), ...(option.yAxis ? { yAxis: every(option.yAxis) } : {}) });

  const rules = (picture, width) => (picture.media || []).filter((rule) => width <= rule.query.maxWidth);

  /* The option to draw at a width in a theme, and a name for the rules that apply there: redraw when it changes. */
  root.stackcraftPaint = (picture, tokens, width) =>
    signed(paint(rules(picture, width).reduce((option, rule) => lay(option, rule.option), picture.baseOption || picture), tokens));
  root.stackcraftRules = (picture, width) => rules(picture, width).map((rule) => rule.query.maxWidth).join();

  /* Has ECharts measure text as it does by itself, but for the Chinese character that it takes the height of lines from: that is as wide as
     its font is high, and to find this out a browser looks through all fonts of the computer, once for each font of a picture. */
  root.stackcraftMeasured = (echarts) => {
    const pen = document.createElement("canvas").getContext("2d");
    let held = null;
    echarts.setPlatformAPI({
      measureText(text, font) {
        if (text === "\u56fd") return { width: Number(/([\d.]+)px/.exec(font || "12px")[1]) };
        if (held !== font) { pen.font = font || "12px sans-serif"; held = font; }
        return pen.measureText(text);
      },
    });
    return echarts;
  };
})(window);

/* A month of a picture that holds them all: what the transport shows while it plays, without asking the server. */
(function (root) {
  const LABEL_ROOM = 6.5;
  const last = (option) => option.xAxis.data.length - 1;

  function spread(places, least, low, high) {
    const moved = places.slice();
    for (let k = 0; k < moved.length; k += 1) moved[k] = Math.max(moved[k], k === 0 ? low : moved[k - 1] + least);
    let ceiling = high;
    for (let k = moved.length - 1; k >= 0; k -= 1) { moved[k] = Math.min(moved[k], ceiling); ceiling = moved[k] - least; }
    return moved;
  }

  // Bands end at the month, the line stands there, labels say what holds there; baseline and axis stay.
  function diffusion(picture, month) {
    const option = picture.baseOption;
    if (month >= last(option)) return picture;
    const calendar = option.xAxis.data;
    const bands = option.series.filter((one) => one.stack === "shares");
    const at = bands.map((one) => Number(one.data[month]) || 0);
    let sum = 0;
    const middles = at.map((share) => { sum += share; return sum - share / 2; });
    const places = spread(middles, LABEL_ROOM, LABEL_ROOM / 2, 100 - LABEL_ROOM / 2);
    const cut = (data) => data.map((value, k) => (k <= month ? value : null));
    const series = option.series.map((one) => {
      if (one.stack) return { ...one, data: cut(one.data) };
      if (one.id === "pins") return { ...one, data: one.data.filter((pin) => calendar.indexOf(pin.value[0]) <= month) };
      if (one.id !== "marks") return one;
      const shown = one.markPoint.data;
      const points = bands.map((band, k) => ({
        coord: [calendar[month], places[k]],
        label: { ...shown[k].label, formatter: shown[k].label.formatter.replace(/\{value\|[^}]*\}/, `{value|${Math.round(at[k])}%}`) },
      }));
      const label = { ...one.markPoint.label, position: month > 0.72 * last(option) ? "left" : "right" };
      const line = { ...(one.markLine || picture.cursor), data: [{ xAxis: calendar[month] }] };
      const area = { ...(one.markArea || { silent: true, itemStyle: { color: "@shade" } }), data: [[{ xAxis: calendar[month] }, { xAxis: calendar[calendar.length - 1] }]] };
      return { ...one, markPoint: { ...one.markPoint, label, data: points }, markLine: line, markArea: area };
    });
    const grid = { ...option.grid, right: 14 };
    const media = (picture.media || []).map((rule) => {
      if (!rule.option.title) return rule;
      let k = 0;
      const text = rule.option.title.text.replace(/\{value\|[^}]*\}/g, () => `{value|${Math.round(at[k++])}%}`);
      return { ...rule, option: { ...rule.option, title: { ...rule.option.title, text } } };
    });
    return { ...picture, baseOption: { ...option, grid, series }, media };
  }

  // Countries take the month's colours, arcs those of the year it lies in.
  function map(picture, month, frames) {
    const year = frames.years.findIndex((end) => end >= month);
    const k = year < 0 ? frames.years.length - 1 : year;
    const series = picture.series.map((one) => {
      if (one.id !== "lean") return frames.flows.length ? { ...one, data: frames.flows[k][one.id] || [] } : one;
      const data = one.data.map((place) => {
        const [us, cn] = frames.shares[place.id].map((values) => values[month]);
        const lean = frames.lean.length ? frames.lean[k][place.id] : undefined;
        const compute = frames.compute ? frames.compute[place.id][month] : undefined;
        return { ...place, us, cn, lean, compute, value: lean === undefined ? frames.shades[place.id][month] / 1000 : lean / 100 };
      });
      return { ...one, data };
    });
    return { ...picture, series };
  }

  root.stackcraftMonth = (kind, picture, month, frames) => {
    if (month === null || month === undefined || month < 0) return picture;
    if (kind === "diffusion") return diffusion(picture, month);
    if (kind === "map" && frames) return map(picture, Math.min(month, frames.months - 1), frames);
    return picture;
  };
})(window);
