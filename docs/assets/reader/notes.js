// Notes, their marks and their numbers in the text; opening and closing.

import { root } from "./memory.js";

export const reader = document.querySelector(".reader");
export const notes = [...reader.querySelectorAll(".note")];
export const wide = matchMedia("(min-width: 1220px)");

const byId = (id) => document.getElementById(id);
export const noteOf = (element) => byId(`n_${element.dataset.note}`);
export const refOf = (note) => byId(`ref_${note.dataset.note}`);
export const bodyOf = (note) => byId(note.dataset.note);
const partsOf = (note) => reader.querySelectorAll(`[data-note="${CSS.escape(note.dataset.note)}"]`);

/** Whether the view chosen shows this note. */
export function isShown(note) {
  const { notes: view, hide } = root.dataset;
  if (note.hasAttribute("data-forced")) return true;
  if (view === "none" || hide.split(" ").includes(note.dataset.kind)) return false;
  return view === "all" || note.hasAttribute("data-key") || reader.hasAttribute("data-no-key");
}

/** Gives the notes shown, in the text's order. */
export const shownNotes = () => notes.filter(isShown);

/** Adds a class to a note, its marks and its number, or takes it away. */
export function tag(note, name, on) {
  for (const part of partsOf(note)) part.classList.toggle(name, on);
}

/** Keeps the article as tall as its last margin note. */
export function fit() {
  reader.style.minHeight = "";
  if (!wide.matches) return;
  const last = notes.findLast(isShown);
  const bottom = last ? last.getBoundingClientRect().bottom - reader.getBoundingClientRect().top : 0;
  if (bottom > reader.offsetHeight) reader.style.minHeight = `${Math.ceil(bottom)}px`;
}

/** Brings a note's mark into view, under the toolbar and above a sheet of the given height. */
export function showMark(note, below = 0) {
  const mark = reader.querySelector(`.mark[data-note="${CSS.escape(note.dataset.note)}"]`);
  const box = (mark?.getClientRects().length ? mark : refOf(note) || note).getBoundingClientRect();
  const top = reader.querySelector(".toolbar").offsetHeight + 24;
  const room = innerHeight - below - 24;
  if (box.top < top || box.bottom > room) {
    scrollBy({ top: box.top - Math.max(top, Math.min(innerHeight / 4, room - box.height)), behavior: "instant" });
  }
}
