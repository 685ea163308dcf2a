/* The link to the server: state comes as server-sent events, by version and fetch where these are held up; changes go as POST. */
import { setNow } from "./clock.js";
import { announce, t } from "./dom.js";

const base = document.documentElement.dataset.base || "";
const SILENT_MS = 40000; // two keepalives and a half
const POLL_MS = 2000;

/** Follow an address of states: `heard(state)` for each new one, `linked(true or false)` when the link comes or goes. */
export function follow(path, heard, linked = () => {}) {
  let source = null, last = 0, version = "", polling = null, failures = 0, over = false;

  function take(text, name) {
    last = Date.now();
    failures = 0;
    version = name;
    linked(true);
    heard(JSON.parse(text));
  }
  function open() {
    if (over) return;
    if (source) source.close();
    last = Date.now();
    source = new EventSource(`${base}${path}`);
    source.onmessage = (event) => { stopPolling(); take(event.data, event.lastEventId); };
    source.addEventListener("now", (event) => { last = Date.now(); setNow(Number(event.data)); linked(true); });
    source.onopen = () => { last = Date.now(); linked(true); };
    source.addEventListener("moved", () => { over = true; source.close(); location.reload(); });
    source.onerror = () => {
      linked(false);
      failures += 1;
      // A browser gives up on an EventSource after an answer that isn't a stream: make another.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, 1000);
      if (failures >= 3) startPolling();
    };
  }
  async function poll() {
    try {
      const answer = await fetch(`${base}${path}/state`, { headers: version ? { "If-None-Match": `"${version}"` } : {}, cache: "no-store" });
      if (answer.status === 403 || answer.status === 404) { stopPolling(); location.reload(); return; }
      if (answer.status === 200) take(await answer.text(), (answer.headers.get("ETag") || "").replaceAll('"', ""));
      else if (answer.status === 304) linked(true);
    } catch (e) { linked(false); }
  }
  function startPolling() { if (!polling) { polling = setInterval(poll, POLL_MS); poll(); } }
  function stopPolling() { clearInterval(polling); polling = null; }

  setInterval(() => { if (!over && Date.now() - last > SILENT_MS) open(); }, 5000);
  // Phones stop pages in the background: be up to date the moment someone looks.
  document.addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() - last > 16000) open(); });
  window.addEventListener("online", open);
  window.addEventListener("pagehide", () => source && source.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  open();
}

/** Ask for a change. Returns the answer; what was refused is thrown with the server's words. */
export async function post(path, body = {}) {
  let answer;
  try {
    answer = await fetch(`${base}${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch (e) {
    throw new Error(t("link.unreachable"));
  }
  let said = {};
  try { said = await answer.json(); } catch (e) { /* an answer without words */ }
  if (!answer.ok) throw Object.assign(new Error(said.error || t("link.refused")), { status: answer.status, problems: said.problems || [] });
  return said;
}

export async function get(path) {
  const answer = await fetch(`${base}${path}`, { cache: "no-store" });
  if (!answer.ok) throw new Error(t("link.refused"));
  return answer.json();
}

/** Do something that may be refused, with the button held meanwhile; tell what went wrong in a notice. */
export async function act(button, work) {
  if (button) button.disabled = true;
  try { return await work(); } catch (error) { notice(error.message, "bad"); return undefined; } finally { if (button) button.disabled = false; }
}

let hiding = null;
export function notice(text, kind = "good") {
  const place = document.getElementById("notice");
  if (!place) return;
  place.textContent = text;
  place.dataset.kind = kind;
  place.hidden = false;
  announce(text);
  clearTimeout(hiding);
  hiding = setTimeout(() => { place.hidden = true; }, kind === "bad" ? 9000 : 4000);
}

/** Show at the top of the page whether the server is there. */
export function showLink(there) {
  const place = document.getElementById("link");
  if (!place || place.dataset.there === String(there)) return;
  place.dataset.there = String(there);
  place.hidden = there;
}
