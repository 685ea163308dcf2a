/* Words on a tap: terms in a team's brief, intelligence and drafts are underlined, and say what they mean when touched. */
const base = document.documentElement.dataset.base;

const PARTS = ["role", "intelligence", "purse", "drafts", "estimate", "results"];
const card = document.createElement("div");
card.className = "wordcard";
card.hidden = true;
card.setAttribute("role", "status");
document.body.append(card);
let pattern = null;
const meanings = new Map();

function learn(words) {
  const forms = [];
  for (const [word, meaning] of Object.entries(words)) {
    for (const form of word.split(",").map((part) => part.trim())) { meanings.set(form.toLowerCase(), [word, meaning]); forms.push(form); }
  }
  forms.sort((a, b) => b.length - a.length);
  pattern = new RegExp(`\\b(${forms.map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})(?:s|es)?\\b`, "i");
}

/* Underlines the first of each word in a part; what can be pressed already is left alone. */
function mark(part) {
  const seen = new Set([...part.querySelectorAll(".word")].map((one) => one.dataset.word));
  const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT, { acceptNode: (node) => (node.parentElement.closest("button, a, select, option, label, input, textarea, summary, h2, svg") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT) });
  const nodes = [];
  while (walk.nextNode()) nodes.push(walk.currentNode);
  for (let node of nodes) {
    for (let found = pattern.exec(node.data); found; found = pattern.exec(node.data)) {
      const word = meanings.get(found[1].toLowerCase())[0];
      const rest = node.splitText(found.index + found[0].length);
      if (!seen.has(word)) {
        seen.add(word);
        const tapped = node.splitText(found.index);
        const button = document.createElement("button");
        button.type = "button"; button.className = "word"; button.dataset.word = word;
        tapped.replaceWith(button); button.append(tapped);
        button.addEventListener("click", () => tell(word, button));
      }
      node = rest;
    }
  }
}

function tell(word, button) {
  const [, meaning] = [...meanings.values()].find(([name]) => name === word);
  const open = !card.hidden && card.dataset.word === word;
  card.hidden = open;
  card.dataset.word = word;
  const head = document.createElement("b");
  head.textContent = word;
  card.replaceChildren(head, ` ${meaning}`);
  const place = button.getBoundingClientRect();
  card.style.top = `${Math.min(window.innerHeight - 140, place.bottom + 6)}px`;
  card.style.left = `${Math.max(12, Math.min(window.innerWidth - 332, place.left))}px`;
}
const hide = (event) => { if (!event.target.closest || !event.target.closest(".word")) card.hidden = true; };
document.addEventListener("click", hide);
document.addEventListener("scroll", hide, { capture: true, passive: true });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") card.hidden = true; });

const answer = await fetch(`${base}/words.json`);
if (answer.ok) {
  learn(await answer.json());
  for (const name of PARTS) {
    const part = document.querySelector(`[data-part="${name}"]`);
    if (!part) continue;
    let due = 0;
    const again = () => { cancelAnimationFrame(due); due = requestAnimationFrame(() => { watcher.disconnect(); mark(part); watcher.observe(part, { childList: true, subtree: true }); }); };
    const watcher = new MutationObserver(again);
    again();
  }
}
