// Every page: the switch between light and dark.

import { remember, root } from "./memory.js";

const NAMES = { "": "automatic", light: "light", dark: "dark" };
const ORDER = ["", "light", "dark"];
const button = document.querySelector("[data-scheme-switch]");

function tell() {
  button.setAttribute("aria-label", `Colours: ${NAMES[root.dataset.scheme || ""]}`);
}

button?.addEventListener("click", () => {
  const next = ORDER[(ORDER.indexOf(root.dataset.scheme || "") + 1) % ORDER.length];
  if (next) root.dataset.scheme = next;
  else delete root.dataset.scheme;
  remember({ scheme: next });
  tell();
});

if (button) tell();
