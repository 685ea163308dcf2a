"""Which words of a page came through the catalogue: in the pseudo-language those are marked, the others aren't."""

from typing import Any

ON_SCREEN = """(plain) => {
  const found = [];
  const root = document.querySelector(".sc");
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    if (!around.closest(plain) && around.tagName !== "STYLE") found.push(walker.currentNode.textContent.trim());
  }
  for (const name of ["aria-label", "title", "placeholder"]) {
    for (const one of root.querySelectorAll(`[${name}]`)) if (!one.closest(plain)) found.push(one.getAttribute(name));
  }
  return found.filter((text) => /[a-z]/i.test(text));
}"""

DATA = ".data, [data-choice=scenario], [data-choice=region], .logo, [data-export]"
"""What comes from the data on every page, not from the catalogue: names of scenarios and places, of files and their kinds."""


def words_on(page: Any, plain: str = "") -> list[str]:
    """Return all words of a page in the pseudo-language, those that readers hear included.

    Args:
        page: The page.
        plain: Selectors of what comes from the data there, besides `DATA`.
    """
    found: list[str] = page.evaluate(ON_SCREEN, f"{DATA}, {plain}" if plain else DATA)
    return found


def unmarked(words: list[str]) -> list[str]:
    """Return the words that didn't come through the catalogue."""
    return sorted({text for text in words if "⟦" not in text})
