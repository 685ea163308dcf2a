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
      if (!d || d.us === undefined) return `<b>${safe(point.name)}</b><br>no data`;
      const within = d.row && d.row !== point.name ? `<div style="opacity:.7">counted in ${safe(d.row)}</div>` : "";
      return `<b>${safe(point.name)}</b>${within}<div>US stack ${number(d.us, 0)} %</div><div>Chinese stack ${number(d.cn, 0)} %</div>`;
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

  const rules = (picture, width) => (picture.media || []).filter((rule) => width <= rule.query.maxWidth);

  /* The option to draw at a width in a theme, and a name for the rules that apply there: redraw when it changes. */
  root.stackcraftPaint = (picture, tokens, width) =>
    paint(rules(picture, width).reduce((option, rule) => lay(option, rule.option), picture.baseOption || picture), tokens);
  root.stackcraftRules = (picture, width) => rules(picture, width).map((rule) => rule.query.maxWidth).join();
})(window);
