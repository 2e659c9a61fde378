// Every page: what the reader chose, kept in this browser only; the switch between light and dark.

export const root = document.documentElement;

/** Gives the choices remembered. */
export function recall() {
  try {
    return JSON.parse(localStorage.reader) || {};
  } catch {
    return {};
  }
}

/** Remembers choices beside those made before. */
export function remember(choices) {
  try {
    localStorage.reader = JSON.stringify({ ...recall(), ...choices });
  } catch {
    // storage may be full or forbidden: the choice then lasts for this page
  }
}

root.dataset.keys = recall().keys || "on";

const button = document.querySelector("[data-scheme-switch]");
const order = ["", "light", "dark"];

function show(scheme) {
  root.dataset.scheme = scheme;
  button.ariaLabel = `Colours: ${scheme || "automatic"}`;
}

button.addEventListener("click", () => {
  const scheme = order[(order.indexOf(root.dataset.scheme) + 1) % 3];
  show(scheme);
  remember({ scheme });
});
show(root.dataset.scheme || "");
