/* "Had you not …": asks the room's server to play the game again without some orders, and shows what would have come of it. */
(function () {
  const make = (tag, text, kind) => { const node = document.createElement(tag); if (text !== undefined) node.textContent = text; if (kind) node.className = kind; return node; };
  const signed = (x) => `${x > 0 ? "+" : x < 0 ? "−" : ""}${Math.abs(x)}`;

  const unit = (one) => ({ times: " ×", points: " %" }[one.unit] ?? ` ${one.unit}`);

  function show(place, found) {
    const table = make("table", undefined, "grid");
    const head = table.createTHead().insertRow();
    ["At the end", "As it was", "Had you not", "What the order did"].forEach((text) => { const cell = make("th", text); cell.scope = "col"; head.append(cell); });
    const body = table.createTBody();
    for (const one of found.outcomes) {
      const row = body.insertRow();
      const name = make("th", one.title); name.scope = "row";
      row.append(name, make("td", `${one.was}${unit(one)}`), make("td", `${one.had}${unit(one)}`), make("td", `${signed(one.difference)}${unit(one)}`));
    }
    place.replaceChildren(make("h3", "The same game without it"), table);
    place.scrollIntoView({ block: "nearest" });
  }

  async function ask(button) {
    const drop = button.dataset.places.split(";").map((pair) => { const [month, number] = pair.split(","); return [month, Number(number)]; });
    const place = button.closest("li").querySelector(".branch");
    button.disabled = true;
    place.replaceChildren(make("p", "Playing the game again …"));
    place.scrollIntoView({ block: "nearest" });
    try {
      const answer = await fetch(button.dataset.ask, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ drop }) });
      const found = await answer.json();
      if (!answer.ok) throw new Error(found.error);
      show(place, found);
    } catch (error) {
      place.replaceChildren(make("p", error.message || "The server doesn't answer."));
    }
    button.disabled = false;
  }
  document.querySelectorAll(".had").forEach((button) => button.addEventListener("click", () => ask(button)));
})();
