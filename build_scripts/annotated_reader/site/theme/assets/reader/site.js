// Every page: what the reader chose, kept in this browser only; the switch between light and dark; single keys.

export const root = document.documentElement;

/** Remembers choices beside those made before. */
export function remember(choices) {
  let before;
  try {
    before = JSON.parse(localStorage.reader);
  } catch {}
  try {
    localStorage.reader = JSON.stringify({ ...before, ...choices });
  } catch {
    // storage may be full or forbidden: the choice then lasts for this page
  }
}

const button = document.querySelector("[data-scheme-switch]");
const order = ["", "light", "dark"];

function show(scheme) {
  root.dataset.scheme = scheme;
  button.ariaLabel = `Colours: ${scheme || "automatic"}`;
}

button.onclick = () => {
  const scheme = order[(order.indexOf(root.dataset.scheme) + 1) % 3];
  show(scheme);
  remember({ scheme });
};
show(root.dataset.scheme || "");

// Single keys press the buttons that name them, unless they are switched off or meant for something else.

document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  const elsewhere = "[data-keys=off], :root:has(dialog[open]), input, textarea, select, [contenteditable]";
  if (ctrlKey || metaKey || altKey || target.closest(elsewhere)) return;
  const button = document.querySelector(`[aria-keyshortcuts~="${CSS.escape(key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
