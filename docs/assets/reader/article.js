// An article's page: opening notes by pointer, touch and keyboard.

import { hideCard } from "./cards.js";
import { remember, root } from "./memory.js";
import { bodyOf, fit, isShown, noteOf, notes, reader, refOf, showMark, shownNotes, tag, wide } from "./notes.js";
import { close, openSheet, sheetNote, step } from "./sheet.js";
import { force } from "./view.js";

let current = null;
let stepped = null;
const help = document.querySelector("dialog.help");

function open(note, { focus = true } = {}) {
  current = note;
  if (!wide.matches) {
    openSheet(note);
    return;
  }
  note.open = true;
  if (focus) bodyOf(note).focus({ preventScroll: true });
}

function shut(note) {
  note.open = false;
  tag(note, "lit", false);
  refOf(note)?.focus({ preventScroll: true });
}

function go(by) {
  if (sheetNote()) {
    step(by);
    return;
  }
  const shown = shownNotes();
  if (!shown.length) return;
  const at = shown.indexOf(current);
  const next = shown[at < 0 ? firstInView(shown, by) : at + by];
  if (!next) return;
  if (stepped && stepped !== next) stepped.open = false;
  if (!next.open) stepped = next;
  open(next);
  showMark(next, sheetNote()?.offsetHeight);
}

function firstInView(shown, by) {
  const after = shown.findIndex((note) => refOf(note)?.getBoundingClientRect().top > 80);
  return by > 0 ? Math.max(after, 0) : (after < 0 ? shown.length : after) - 1;
}

/** A link to a note was followed: show it, whatever the view, with its mark in view. */
function arrive() {
  const id = decodeURIComponent(location.hash.slice(1));
  const note = document.getElementById(id)?.closest(".note");
  const marked = id.startsWith("ref_") && document.getElementById(`n_${id.slice(4)}`);
  if (marked && !isShown(marked)) force(marked);
  if (note) {
    force(note);
    fit();
    open(note);
    showMark(note, sheetNote()?.offsetHeight);
  }
}

reader.addEventListener("click", (event) => {
  const { target } = event;
  const ref = target.closest(".ref, .mark");
  const cell = target.closest("[data-block]");
  if (cell) location.hash = cell.dataset.block;
  if (ref && !getSelection().toString()) {
    const note = noteOf(ref.matches(".mark") ? innermost(target) : ref);
    if (!note || (ref.matches(".mark") && !isShown(note))) return;
    event.preventDefault();
    if (note.open && wide.matches) shut(note);
    else open(note);
  }
  const back = target.closest(".back");
  if (back) {
    event.preventDefault();
    const note = back.closest(".note");
    if (sheetNote()) close();
    showMark(note);
    refOf(note)?.focus({ preventScroll: true });
  }
});

function innermost(target) {
  let mark = target.closest(".mark");
  while (mark && !isShown(noteOf(mark))) mark = mark.parentElement.closest(".mark");
  return mark || target.closest(".mark");
}

reader.addEventListener(
  "toggle",
  ({ target }) => {
    if (!target.matches(".note")) return;
    tag(target, "open", target.open);
    if (target.open) tools(target);
    fit();
  },
  true,
);

/** Gives an open note its buttons: made when first needed, so that pages stay small. */
function tools(note) {
  const actions = note.querySelector(".note-actions");
  if (!actions || actions.querySelector("button")) return;
  const address = () => new URL(`#${note.dataset.note}`, location.href.split(/[?#]/)[0]).href;
  const title = note.querySelector(".note-title").textContent;
  const when = note.querySelector(".note-meta time").textContent;
  const cite = () => `“${title}”, note on “${reader.dataset.title}”, ${reader.dataset.site}, ${when}, ${address()}`;
  for (const [label, text] of [
    ["Copy link", address],
    ["Cite this note", cite],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", async () => {
      const done = await navigator.clipboard.writeText(text()).then(
        () => "Copied",
        () => text(),
      );
      button.textContent = done;
      reader.querySelector(".toolbar [role=status]").textContent = done;
    });
    actions.append(" ", button);
  }
}

for (const type of ["pointerover", "pointerout"]) {
  reader.addEventListener(type, ({ target, pointerType }) => {
    const part = pointerType !== "touch" && target.closest("[data-note]");
    const note = part && noteOf(part);
    if (note && isShown(note)) tag(note, "lit", type === "pointerover");
  });
}

function escape() {
  if (hideCard()) return;
  for (const lit of notes) if (lit.classList.contains("lit")) tag(lit, "lit", false);
  if (sheetNote()) close();
  else {
    const inside = document.activeElement?.closest(".note, .ref");
    const note = inside?.matches(".ref") ? noteOf(inside) : inside || current;
    if (note?.open) shut(note);
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") escape();
  if (root.dataset.keys === "off" || event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "j") go(1);
  if (event.key === "k") go(-1);
  if (event.key === "?") help.showModal();
});

for (const button of reader.querySelectorAll("[data-step]")) {
  button.addEventListener("click", () => go(Number(button.dataset.step)));
}
reader.querySelector("[data-help]").addEventListener("click", () => help.showModal());
const keys = help.querySelector("[data-keys]");
keys.checked = root.dataset.keys !== "off";
keys.addEventListener("change", () => {
  root.dataset.keys = keys.checked ? "on" : "off";
  remember({ keys: root.dataset.keys });
});

addEventListener("hashchange", arrive);
addEventListener("resize", fit);
fit();
// the browser scrolls to the address's fragment once the page is loaded: come after it
if (document.readyState === "complete") arrive();
else addEventListener("load", () => requestAnimationFrame(arrive));
