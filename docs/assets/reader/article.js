// An article's page: opening notes by pointer, touch and keyboard, and choosing which are shown.

import { hideCard } from "./cards.js";
import { remember, root } from "./site.js";

const find = (id) => document.getElementById(id);
const reader = document.querySelector(".reader");
const one = (selector) => reader.querySelector(selector);
const toolbar = one(".toolbar");
const sheetBar = one(".sheet-bar");
const status = one("[role=status]");
const help = document.querySelector(".help");
const notes = [...reader.querySelectorAll(".note")];
const wide = matchMedia("(min-width: 1220px)");

let current; // the note opened last
let stepped; // the open note that stepping opened, and closes when it goes on
let sheet; // the note in the sheet

// A note, its marks in the text and its number there carry its id in data-note.

const noteOf = (part) => find(`n_${part.dataset.note}`);
const refOf = (note) => find(`ref_${note.dataset.note}`);
const bodyOf = (note) => find(note.dataset.note);
const isShown = (note) => !getComputedStyle(note).getPropertyValue("--off");

const topOf = (element) => element?.getBoundingClientRect().top;

function tag(note, name, on) {
  for (const part of reader.querySelectorAll(`[data-note="${note.dataset.note}"]`))
    part.toggleAttribute(name, on);
}

function announce(text) {
  status.textContent = text;
}

/** Keeps the page as tall as the last margin note; not the article itself, or all notes would be laid out anew. */
function fit() {
  const last = notes.at(-1);
  const height = last && wide.matches ? last.offsetTop + last.offsetHeight : 0;
  reader.parentElement.style.minHeight = `calc(${height}px + 7rem)`;
}

/** Gives a mark's place in the window; where it lies folded away, its note's. */
function placeOf(note) {
  const mark = one(`.mark[data-note="${note.dataset.note}"]`);
  return (mark?.checkVisibility() ? mark : note).getBoundingClientRect();
}

/** Brings a note's mark into view, under the toolbar and above the sheet. */
function showMark(note) {
  const { top, bottom } = placeOf(note);
  const start = toolbar.offsetHeight + 24;
  const end = innerHeight - (sheet?.offsetHeight ?? 0) - 24;
  if (top < start || bottom > end)
    scrollBy(0, top - Math.max(start, Math.min(innerHeight / 4, end - bottom + top)));
}

function focusRef(note) {
  refOf(note).focus({ preventScroll: true });
}

// Where there is no margin, a note opens as a sheet at the foot of the screen; the browser's Back closes it.

function putInSheet(note) {
  if (sheet) {
    sheet.removeAttribute("data-sheet");
    sheet.open = false;
  }
  sheet = note;
  if (!note) return;
  note.setAttribute("data-sheet", "");
  note.append(sheetBar);
  note.open = true;
  note.scrollTop = 0;
}

function open(note) {
  if (wide.matches) note.open = true;
  else {
    history.scrollRestoration = "manual";
    history[sheet ? "replaceState" : "pushState"]({ sheet: note.dataset.note }, "");
    putInSheet(note);
  }
  current = note;
  bodyOf(note).focus({ preventScroll: true });
  showMark(note);
}

function shut(note) {
  note.open = false;
  tag(note, "data-lit", false);
  if (note === sheet) {
    putInSheet();
    if (history.state?.sheet) history.back();
  }
  focusRef(note);
}

addEventListener("popstate", ({ state }) => {
  if (!state?.sheet) history.scrollRestoration = "auto";
  if (!sheet) return;
  focusRef(sheet);
  putInSheet(state?.sheet && find(`n_${state.sheet}`));
});

let swipeFrom;
reader.addEventListener(
  "touchstart",
  ({ target, touches }) => {
    swipeFrom = sheet?.contains(target) && !sheet.scrollTop ? touches[0].clientY : Infinity;
  },
  { passive: true },
);
reader.addEventListener("touchend", ({ changedTouches }) => {
  if (changedTouches[0].clientY - swipeFrom > 60) shut(sheet);
});
wide.addEventListener("change", () => sheet && shut(sheet));

/** Opens the next note shown, or the previous: seen from the note opened last or, if its mark is out of view, from here. */
function go(by) {
  const shown = notes.filter(isShown);
  const top = (note) => topOf(refOf(note));
  let at = shown.indexOf(current);
  if (at < 0 || (!sheet && (top(current) < 0 || top(current) > innerHeight))) {
    at = shown.findIndex((note) => top(note) > toolbar.offsetHeight);
    if (at < 0) at = shown.length;
    if (by > 0) at -= 1;
  }
  const next = shown[at + by];
  if (!next) {
    announce("No further note");
    return;
  }
  if (stepped) stepped.open = false;
  stepped = next.open ? null : next;
  open(next);
}

/** A link to a note or to its mark was followed: shows it, whatever the view. */
function arrive() {
  const target = find(location.hash.slice(1));
  const part = target?.closest(".note, .ref");
  if (!part) return;
  const note = noteOf(part);
  tag(note, "data-forced", true);
  if (part === note) open(note);
  else showMark(note);
}

reader.addEventListener(
  "toggle",
  ({ target: note }) => {
    if (note.matches(".note")) {
      if (note.open) note.openedAt = placeOf(note).top;
      else if (note === sheet) shut(note);
      tag(note, "data-open", note.open);
    }
    fit();
  },
  true,
);

/** Copies a note's address or its citation; where the page may not, shows it to be copied by hand. */
async function copy(button, note) {
  const text = (selector) => note.querySelector(selector).textContent;
  const { title, site } = reader.dataset;
  let words = `${location.href.replace(/[?#].*/, "")}#${note.dataset.note}`;
  if (button.dataset.act === "cite") {
    words = `“${text(".note-title")}”, note on “${title}”, ${site}, ${text(".note-meta time")}, ${words}`;
  }
  try {
    await navigator.clipboard.writeText(words);
    words = "Copied";
  } catch {}
  button.textContent = words;
  announce(words);
}

// Which notes are shown: style sheets read the choice from the root.

const hidden = () => new Set(root.dataset.hide.match(/\S+/g));

function showChoice() {
  fit();
  const off = hidden();
  for (const button of reader.querySelectorAll("[data-view], .kind-switch")) {
    const { view, kind } = button.dataset;
    button.ariaPressed = view ? view === root.dataset.notes : !off.has(kind);
  }
}

function choose(view, off) {
  // what the reader reads stays where it is, whatever comes or goes above
  const block = [...reader.querySelectorAll(".block")].find(
    (it) => topOf(it) + it.offsetHeight > toolbar.offsetHeight,
  );
  const before = topOf(block);
  const choice = { notes: view, hide: [...off].join(" ") };
  Object.assign(root.dataset, choice);
  for (const part of reader.querySelectorAll("[data-forced]")) part.removeAttribute("data-forced");
  remember(choice);
  history.replaceState(history.state, "", `?${new URLSearchParams(choice)}`);
  if (sheet && !isShown(sheet)) shut(sheet);
  // read all, then write: each change of mind costs a layout of all notes
  const moved = topOf(block) - before;
  const count = notes.filter(isShown).length;
  if (moved) scrollBy(0, moved);
  showChoice();
  announce(`${count} ${count === 1 ? "note" : "notes"} shown`);
}

function chooseKind(kind) {
  const off = hidden();
  if (!off.delete(kind)) off.add(kind);
  choose(root.dataset.notes, off);
}

/** Gives the innermost mark here whose note is shown. */
function markAt(target) {
  let mark = target.closest(".mark");
  while (mark && !isShown(noteOf(mark))) mark = mark.parentElement.closest(".mark");
  return mark;
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const control = target.closest("button, rect, .back");
  const { block, view, kind, step, act } = control?.dataset ?? {};
  const note = target.closest(".note");
  const part = target.closest(".ref") || (getSelection().isCollapsed && markAt(target));
  if (block) location.hash = block;
  else if (view) choose(view, hidden());
  else if (kind) chooseKind(kind);
  else if (step) go(Number(step));
  else if (act === "help") help.showModal();
  else if (act === "close") shut(sheet);
  else if (act === "back") {
    event.preventDefault();
    if (sheet) shut(sheet);
    scrollBy(0, placeOf(note).top - note.openedAt);
    showMark(note);
    focusRef(note);
  } else if (act) copy(control, note);
  else if (part) {
    event.preventDefault();
    const its = noteOf(part);
    if (its.open && wide.matches) shut(its);
    else open(its);
  } else if (sheet && sheet !== note) shut(sheet);
});

for (const type of ["pointerover", "pointerout"]) {
  reader.addEventListener(type, ({ target, pointerType }) => {
    const part = pointerType !== "touch" && (target.closest(".note, .ref") || markAt(target));
    if (part) tag(noteOf(part), "data-lit", type === "pointerover");
  });
}

function dismiss() {
  if (hideCard()) return;
  for (const part of reader.querySelectorAll("[data-lit]")) part.removeAttribute("data-lit");
  const inside = document.activeElement.closest(".note, .ref");
  const note = sheet || (inside && noteOf(inside)) || current;
  if (note?.open) shut(note);
}

const keys = help.querySelector("input");
keys.checked = root.dataset.keys === "on";
keys.addEventListener("change", () => {
  root.dataset.keys = keys.checked ? "on" : "off";
  remember({ keys: root.dataset.keys });
});

document.addEventListener("keydown", ({ key, target, ctrlKey, metaKey, altKey }) => {
  if (ctrlKey || metaKey || altKey || document.querySelector("dialog[open]")) return;
  if (key === "Escape") dismiss();
  if (!keys.checked || target.closest("input, textarea, select, [contenteditable]")) return;
  if (key === "j") go(1);
  if (key === "k") go(-1);
  if (key === "?") help.showModal();
});

addEventListener("hashchange", arrive);
addEventListener("resize", fit);
// the browser scrolls to the address's fragment once the page is loaded: come after it
addEventListener("load", () => setTimeout(arrive));
showChoice();
