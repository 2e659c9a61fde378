// Which notes are shown: key notes, all or none, and which kinds.

import { remember, root } from "./memory.js";
import { fit, notes, reader, shownNotes } from "./notes.js";

const views = [...reader.querySelectorAll("[data-view]")];
const kinds = [...reader.querySelectorAll(".kind-switch")];
const status = reader.querySelector(".toolbar [role=status]");
const hidden = () => new Set(root.dataset.hide.split(" ").filter(Boolean));

/** Sets the buttons to the view that stands. */
export function tell() {
  const off = hidden();
  for (const button of views) button.setAttribute("aria-pressed", button.dataset.view === root.dataset.notes);
  for (const button of kinds) button.setAttribute("aria-pressed", !off.has(button.dataset.kind));
}

function choose(view, off) {
  root.dataset.notes = view;
  root.dataset.hide = [...off].join(" ");
  for (const note of notes) unforce(note);
  remember({ notes: view, hide: root.dataset.hide });
  const url = new URL(location);
  url.searchParams.set("notes", view);
  if (off.size) url.searchParams.set("hide", [...off].join(","));
  else url.searchParams.delete("hide");
  history.replaceState(history.state, "", url);
  tell();
  fit();
  const count = shownNotes().length;
  status.textContent = `${count} ${count === 1 ? "note" : "notes"} shown`;
}

const parts = (note) => reader.querySelectorAll(`[data-note="${CSS.escape(note.dataset.note)}"]`);

/** Shows a note whatever the view: a link to it was followed. */
export function force(note) {
  for (const part of parts(note)) part.setAttribute("data-forced", "");
}

function unforce(note) {
  if (note.hasAttribute("data-forced")) for (const part of parts(note)) part.removeAttribute("data-forced");
}

for (const button of views) button.addEventListener("click", () => choose(button.dataset.view, hidden()));
for (const button of kinds) {
  button.addEventListener("click", () => {
    const off = hidden();
    if (!off.delete(button.dataset.kind)) off.add(button.dataset.kind);
    choose(root.dataset.notes, off);
  });
}
tell();
