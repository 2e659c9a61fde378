// What the reader chose, kept in this browser only.

export const root = document.documentElement;

/** Gives the remembered choices. */
export function recall() {
  try {
    return JSON.parse(localStorage.getItem("reader")) || {};
  } catch {
    return {};
  }
}

/** Remembers choices beside those made before. */
export function remember(choices) {
  try {
    localStorage.setItem("reader", JSON.stringify({ ...recall(), ...choices }));
  } catch {
    // storage may be full or forbidden: the choice then lasts for this page
  }
}
