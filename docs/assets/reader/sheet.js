// Where there is no margin, a note opens as a sheet at the foot of the screen.

import { bodyOf, noteOf, reader, refOf, shownNotes, showMark, tag, wide } from "./notes.js";

let sheet = null;
let swipe = null;

const bar = document.createElement("div");
bar.className = "sheet-bar";
for (const [label, act] of [
  ["Previous", () => step(-1)],
  ["Next", () => step(1)],
  ["Close", () => close()],
]) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", act);
  bar.append(button);
}

export const sheetNote = () => sheet;

function put(note) {
  if (sheet) {
    sheet.removeAttribute("data-sheet");
    sheet.open = false;
    tag(sheet, "open", false);
  }
  sheet = note;
  if (!note) {
    bar.remove();
    return;
  }
  note.setAttribute("data-sheet", "");
  note.open = true;
  note.scrollTop = 0;
  note.append(bar);
  tag(note, "open", true);
  showMark(note, note.offsetHeight);
  bodyOf(note).focus({ preventScroll: true });
}

/** Opens a note as a sheet; the browser's Back closes it. */
export function openSheet(note) {
  const state = { ...history.state, sheet: note.dataset.note };
  if (sheet) history.replaceState(state, "");
  else history.pushState(state, "");
  put(note);
}

/** Opens the next or the previous note in the sheet. */
export function step(by) {
  const shown = shownNotes();
  const next = shown[shown.indexOf(sheet) + by];
  if (next) openSheet(next);
}

/** Closes the sheet and gives the focus back to the number in the text. */
export function close() {
  if (!sheet) return;
  const note = sheet;
  put(null);
  if (history.state?.sheet) history.back();
  refOf(note)?.focus({ preventScroll: true });
}

addEventListener("popstate", ({ state }) => {
  if (!sheet) return;
  const note = sheet;
  put(state?.sheet ? noteOf({ dataset: { note: state.sheet } }) : null);
  if (!sheet) refOf(note)?.focus({ preventScroll: true });
});

document.addEventListener("click", ({ target }) => {
  if (sheet && !sheet.contains(target) && !target.closest(".mark, .ref, .steps, dialog")) close();
});

reader.addEventListener(
  "touchstart",
  ({ target, touches }) => {
    swipe = sheet?.contains(target) && sheet.scrollTop === 0 ? touches[0].clientY : null;
  },
  { passive: true },
);
reader.addEventListener(
  "touchend",
  ({ changedTouches }) => {
    if (swipe !== null && changedTouches[0].clientY - swipe > 60) close();
  },
  { passive: true },
);

wide.addEventListener("change", close);
