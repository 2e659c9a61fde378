// An article's page: opening notes by pointer, touch and keyboard, and choosing which are shown.

import { hideCard } from "./cards.js";
import "./copying.js";
import { placeNotes } from "./margin.js";
import { remember, root } from "./site.js";

const find = (id) => document.getElementById(id);
const reader = document.querySelector(".reader");
const all = (selector) => [...reader.querySelectorAll(selector)];
const [toolbar] = all(".toolbar");
const [sheetBar] = all(".sheet-bar");
const [, place] = sheetBar.children;
const [panel] = all(".panel");
const notes = all(".note");
const help = document.querySelector(".help");
// not in the reader, where a change of words lays out all notes anew
const status = help.previousElementSibling;
const wide = matchMedia("(min-width: 66.25em)");

// the note opened last, and the one in the sheet
let current;
let sheet;

// A note, its marks in the text and its number there carry its id in data-note.

const noteOf = (part) => find(`n_${part.dataset.note}`);
const refOf = (note) => find(`ref_${note.dataset.note}`);
const titleOf = (note) => note.firstElementChild;
// on every width, open or closed: the style sheet leaves only those without height that the choice hides
const isShown = (note) => getComputedStyle(note).maxHeight === "none";

const topOf = (element) => element?.getBoundingClientRect().top;

/** Tags a note's marks, number and title; not the note itself, or all notes would be laid out anew. */
function tag(note, name, on) {
  for (const part of all(`[data-note="${note.dataset.note}"]:not(.note), #${note.id} > summary`))
    part.toggleAttribute(name, on);
}

function clear(name) {
  for (const part of all(`[${name}]`)) part.removeAttribute(name);
}

/**
 * Places the notes in the margin, where there is one; measured anew where fonts or widths may have changed. Returns how
 * many are shown.
 */
function fit(anew) {
  const shown = notes.filter(isShown);
  if (wide.matches) placeNotes(reader, shown, current?.open && current, anew);
  return shown.length;
}

/** Brings a note's mark, or the note where its mark lies folded away, into view under the toolbar and above the sheet. */
function showMark(note) {
  const [mark] = all(`.mark[data-note="${note.dataset.note}"]`);
  const { top, bottom } = (mark?.checkVisibility() ? mark : note).getBoundingClientRect();
  const start = (innerHeight > 420 && toolbar.offsetHeight) + 24; // in low windows the bar scrolls with the text
  const end = innerHeight - (sheet?.offsetHeight ?? 0) - 24;
  if (top < start || bottom > end)
    scrollBy(0, top - Math.max(start, Math.min(innerHeight / 4, end - bottom + top)));
}

function focusRef(note) {
  refOf(note).focus({ preventScroll: true });
}

// Where there is no margin, a note opens as a sheet at the foot of the screen; the browser's Back closes it and leads
// back to where the first one was opened. What is open is in the history, so that Back from another page, or a reload,
// finds it so: `open` is the note's id, `sheet` whether the entry is that of a sheet, and `top` where the page was before.

const STOPS = ["peek", "half", "full"];

/** Puts a note in the sheet; or, without one, takes the sheet away. */
function putInSheet(note) {
  const stop = sheet?.dataset.sheet ?? "half";
  if (sheet) {
    sheet.removeAttribute("data-sheet");
    sheet.open = false;
  }
  sheet = note;
  if (!note) return;
  note.dataset.sheet = stop;
  const shown = notes.filter(isShown);
  place.textContent = `${shown.indexOf(note) + 1} of ${shown.length}`;
  note.append(sheetBar);
  note.open = true;
  note.scrollTop = 0;
}

/** Shows of a note's parts that it was opened or closed. */
function update(note) {
  if (note.open) {
    if (wide.matches && current !== note && current?.open) current.open = false;
    current = note;
  }
  const { state } = history;
  if (!state?.sheet && (note.open || state?.open === note.id)) {
    // an address that names another note than the open one is true no more
    const named = find(location.hash.slice(1))?.closest(".note");
    const isTrue = !named || (named === note && note.open);
    history.replaceState(
      { open: note.open && note.id },
      "",
      isTrue ? undefined : location.pathname + location.search,
    );
  }
  tag(note, "data-open", note.open);
  // for listeners, and only now: on narrow screens a closed note is hidden
  refOf(note)[note.open ? "setAttribute" : "removeAttribute"]("aria-details", note.id);
  fit();
}

function open(note) {
  if (wide.matches) note.open = true;
  else {
    history.scrollRestoration = "manual";
    if (!sheet) history.replaceState({ top: scrollY }, "");
    history[sheet ? "replaceState" : "pushState"]({ open: note.id, sheet: true }, "");
    putInSheet(note);
  }
  // the event comes later, and not at all where the browser itself has opened the note that an address names
  update(note);
  titleOf(note).focus({ preventScroll: true });
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

/** Shows a note, whatever the reader chose to see. */
function force(note) {
  note.setAttribute("data-forced", "");
  tag(note, "data-forced", true);
}

/** Shows what was open at a place in the history. */
function reopen({ open: id }) {
  const note = id && find(id);
  if (!note) return;
  if (!isShown(note)) force(note);
  if (wide.matches) note.open = true;
  else {
    putInSheet(note);
    showMark(note);
  }
}

addEventListener("popstate", ({ state }) => {
  // a choice made while the sheet was open holds here too
  if (choice) history.replaceState(state, "", choice + location.hash);
  if (state?.sheet) {
    if (sheet) focusRef(sheet);
    reopen(state);
    return;
  }
  // not at once, or WebKit restores the place that closing a sheet must keep
  setTimeout(() => (history.scrollRestoration = "auto"), 100);
  if (sheet) {
    focusRef(sheet);
    putInSheet();
    scrollTo(0, state?.top ?? scrollY);
  } else if (state && wide.matches) reopen(state);
  // a link of the page was followed: the browser scrolls first
  if (!state) setTimeout(arrive);
});

let swipeFrom;
reader.addEventListener(
  "touchstart",
  ({ target, touches }) => {
    const draws = sheet?.contains(target) && !sheet.scrollTop && !touches[1];
    swipeFrom = draws ? touches[0].clientY : Number.NaN;
  },
  { passive: true },
);
reader.addEventListener("touchend", ({ changedTouches }) => {
  const way = swipeFrom - changedTouches[0].clientY;
  if (Math.abs(way) > 60) resize(Math.sign(way));
});

/** Makes the sheet taller or smaller by one stop; under the smallest, closes it. */
function resize(by) {
  const stop = STOPS.indexOf(sheet.dataset.sheet) + by;
  if (stop < 0) shut(sheet);
  else if (STOPS[stop]) sheet.dataset.sheet = STOPS[stop];
}

// what is open stays open when a window is turned or resized
wide.addEventListener("change", () => {
  const note = current?.open && current;
  if (sheet) history.replaceState(null, "");
  putInSheet();
  if (note) open(note);
});

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
  if (shown[at + by]) open(shown[at + by]);
  else status.textContent = "No further note";
}

/** A link to a note or to its mark was followed: shows it, whatever the view. */
function arrive() {
  const part = find(location.hash.slice(1))?.closest(".note, .ref");
  if (!part) return;
  const note = noteOf(part);
  force(note);
  showMark(note);
  if (part === note) open(note);
  else tag(note, "data-lit", true);
  // WebKit may scroll to the address's fragment later still
  const again = setTimeout(showMark, 200, note);
  for (const type of ["wheel", "keydown", "pointerdown"])
    addEventListener(type, () => clearTimeout(again), { once: true, passive: true });
}

reader.addEventListener(
  "toggle",
  ({ target }) => {
    const isSheet = target === sheet;
    if (!target.matches(".note")) fit();
    else if (wide.matches || target.open === isSheet) update(target);
    else if (isSheet) shut(target);
    else {
      // a browser has opened what the address names
      target.open = false;
      focusRef(target);
    }
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
  status.textContent = words;
}

// Which notes are shown: style sheets read the choice from the root.

// the choice made on this page, as its address has it
let choice;

const switches = all(".kind-switch");
const isHidden = ({ dataset }) => root.hasAttribute(`data-hide-${dataset.kind}`);

/** Shows the choice, also on the buttons, and returns how many notes are shown. */
function showChoice() {
  const count = fit();
  const view =
    reader.hasAttribute("data-no-key") && root.dataset.notes === "key" ? "all" : root.dataset.notes;
  for (const button of all("[data-view]")) button.ariaPressed = button.dataset.view === view;
  const some = switches.some(isHidden);
  for (const button of switches) button.ariaPressed = some && !isHidden(button);
  return count;
}

/** Shows only notes of a kind; once some kinds are chosen, adds it to them or takes it away. */
function chooseKind(kind) {
  const none = !switches.some(isHidden);
  const hidden = switches.filter((it) => (none || isHidden(it)) !== (it.dataset.kind === kind));
  for (const it of switches)
    root.toggleAttribute(
      `data-hide-${it.dataset.kind}`,
      hidden.length < switches.length && hidden.includes(it),
    );
}

function choose(view, kind) {
  // what the reader reads stays where it is, whatever comes or goes above
  const block = all(".block").find((it) => topOf(it) + it.offsetHeight > toolbar.offsetHeight);
  const before = topOf(block);
  if (view) root.dataset.notes = view;
  if (kind) chooseKind(kind);
  const hide = root.getAttributeNames().flatMap((name) => name.split("data-hide-")[1] ?? []);
  const chosen = { notes: root.dataset.notes, hide: hide.join(" ") };
  remember(chosen);
  clear("data-forced");
  choice = `?${new URLSearchParams(chosen)}`;
  history.replaceState(history.state, "", choice);
  if (sheet && !isShown(sheet)) shut(sheet);
  if (sheet) putInSheet(sheet);
  const moved = topOf(block) - before;
  if (moved) scrollBy(0, moved);
  status.textContent = `Notes shown: ${showChoice()}`;
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
  else if (view || kind) choose(view, kind);
  else if (step) go(Number(step));
  else if (act === "help") help.showModal();
  else if (act === "more") uncut();
  else if (act === "close") shut(sheet);
  else if (act === "size") resize(sheet.dataset.sheet === "full" ? -1 : 1);
  else if (act === "back") {
    event.preventDefault();
    if (sheet) shut(sheet);
    showMark(note);
    focusRef(note);
  } else if (act) copy(control, note);
  else if (part) {
    event.preventDefault();
    const its = noteOf(part);
    if (its.open && wide.matches) shut(its);
    else open(its);
  } else if (sheet && sheet !== note) {
    // a link leads on from here: what is open stays in the history
    if (target.closest("a")) putInSheet();
    else shut(sheet);
  }
  if (!target.closest(".panel") || block) panel.open = false;
});

for (const type of ["pointerover", "pointerout"]) {
  reader.addEventListener(type, ({ target, pointerType }) => {
    const part = target.closest(".note, .ref") || markAt(target);
    if (part && pointerType !== "touch") tag(noteOf(part), "data-lit", type === "pointerover");
  });
}

function dismiss() {
  if (hideCard()) return;
  if (panel.open) {
    panel.open = false;
    panel.firstElementChild.focus();
  } else {
    clear("data-lit");
    if (current?.open) shut(current);
  }
}

const keys = help.querySelector("input");
keys.checked = root.dataset.keys !== "off";
keys.onchange = () => {
  root.dataset.keys = keys.checked ? "" : "off";
  remember({ keys: root.dataset.keys });
};

document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && !document.querySelector("dialog[open]")) dismiss();
});

// Suggesting a note is offered on words that are selected; all else of it is loaded when it is first used.

const [mode, pick] = document.querySelectorAll("[data-suggest]");
if (mode) {
  const use = async (way) => (await import("./suggest.js"))[way]();
  mode.onclick = () => use("mode");
  pick.onpointerdown = (event) => event.preventDefault();
  pick.onclick = () => use("suggest");
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const { anchorNode: at, isCollapsed } = chosen;
    pick.hidden = isCollapsed || !(at.closest ? at : at.parentNode).closest(".block");
    if (pick.hidden) return;
    // right below the words, where the system's own menu does not stand
    const { left, bottom } = chosen.getRangeAt(0).getBoundingClientRect();
    const origin = reader.getBoundingClientRect();
    const end = reader.firstElementChild.offsetWidth - pick.offsetWidth;
    pick.style.left = `${Math.max(0, Math.min(left - origin.left, end))}px`;
    pick.style.top = `${bottom - origin.top + 8}px`;
  });
}

// Where the reader is: the cell of the strip, and the notes, of the block at eye height.

const eye = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      for (const cell of all(`.strip [data-block=${target.id}]`))
        cell.toggleAttribute("data-here", isIntersecting);
      for (const ref of target.querySelectorAll(".ref"))
        titleOf(noteOf(ref)).toggleAttribute("data-here", isIntersecting);
    }
  },
  { rootMargin: "-20% 0px -55%" },
);
for (const block of all(".block")) eye.observe(block);

// A long summary shows its first lines; a short one needs no button.

const [summary] = all(".summary");
const uncut = () => {
  summary.removeAttribute("data-cut");
  summary.lastElementChild.remove();
};
if (summary?.offsetHeight && summary.firstElementChild.scrollHeight <= summary.offsetHeight + 2) uncut();

addEventListener("resize", fit);
// fonts, folds, images and the reader's own settings move the text, and change the height of notes
const sizes = new ResizeObserver(fit);
for (const part of all(".article-head, .text")) sizes.observe(part);
// browsers scroll to the address's fragment once the page is loaded: come after them
const { state: before } = history;
addEventListener("load", () =>
  requestAnimationFrame(() => setTimeout(() => (before ? reopen(before) : arrive()))),
);
// notes are reached by their numbers, so that a keyboard does not stop at each of them
for (const note of notes) {
  titleOf(note).tabIndex = -1;
  refOf(note).removeAttribute("aria-details");
}
showChoice();
// Back from another page: what was open there is open again
if (before) reopen(before);

// Notes that the choice hides are laid out in the margin while nothing else is to be done, so that they come at once.
window.requestIdleCallback?.(() => {
  if (!wide.matches) return;
  const { notes: view } = root.dataset;
  root.dataset.notes = "all";
  reader.offsetHeight;
  root.dataset.notes = view;
});
