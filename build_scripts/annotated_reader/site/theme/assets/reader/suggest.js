// Suggest a note: the words selected, or those of a block, become a note that is ready for GitHub.

import {
  idOf,
  isWhole,
  nearest,
  places,
  problems,
  readText,
  toldApart,
  toWords,
  toYaml,
  waysOut,
} from "./suggest-note.js";

const reader = document.querySelector(".reader");
const { article, data } = reader.dataset;
const [modeButton, pick] = document.querySelectorAll("[data-suggest]");
const KEY = `suggest:${article}`;
const today = new Date().toLocaleDateString("sv");

const style = Object.assign(document.createElement("link"), {
  rel: "stylesheet",
  href: new URL("suggest.css", import.meta.url).href,
});
const styled = new Promise((done) => {
  style.onload = done;
  style.onerror = done;
});
document.head.append(style);

const fetched = (address) =>
  fetch(address).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)));
const loading = Promise.all([fetched("suggest.json"), fetched(data), styled]);

let site;
let words; // the text, see readText
let start = 0; // where the words were chosen
let form;
let dialog;

const FIELDS = `
<form method="dialog">
<h2 id="suggest-title">Suggest a note</h2>
<p class="suggest-hint">You send it on GitHub, where accounts and what they write are public; this page sends nothing.</p>
<label>Quotation <textarea name="words" rows="2" dir="auto"></textarea></label>
<p class="suggest-context" dir="auto"></p>
<label>What is missing, in one sentence <input name="title" autocomplete="off"></label>
<fieldset><legend>Source</legend><p class="suggest-hint">One of this site’s, then a colon and the place in it, as in icj-nicaragua-1986: para. 195; or a web address</p></fieldset>
<label>Your words <textarea name="note" rows="5"></textarea></label>
<details class="suggest-more"><summary>More: kind, claim, event, your name</summary>
<label>Kind <select name="kind"></select></label>
<label>Why there is no source <input name="unsourced" autocomplete="off"></label>
<label>Claim <select name="claim"><option value="">None</option></select></label>
<label>The article <select name="stance"></select></label>
<label>Event <select name="event"><option value="">None</option></select></label>
<label>Your GitHub name <input name="contributor" autocomplete="off"></label>
</details>
<datalist id="suggest-references"></datalist>
<h3>Check</h3><ul class="suggest-problems" aria-live="polite"></ul>
<details class="suggest-file"><summary>The file</summary><pre tabindex="0"></pre></details>
<div class="suggest-ways">
<p><a data-way="issue" target="_blank" rel="noopener">Open as an issue</a> <span></span></p>
<p><a data-way="file" target="_blank" rel="noopener">Open as a file</a> <span></span></p>
<p><button type="button" data-way="copy">Copy</button> <a data-way="save">Download</a> <span role="status"></span></p>
</div>
<button value="close">Close</button>
</form>`;

const one = (selector) => dialog.querySelector(selector);

function addOptions(select, options) {
  for (const [value, label] of options) select.append(new Option(label, value));
}

/** Adds a line for a reference; an empty one always follows the last that is filled in. */
function addReference(value = "") {
  const input = Object.assign(document.createElement("input"), {
    name: "reference",
    value,
    autocomplete: "off",
  });
  input.setAttribute("list", "suggest-references");
  input.setAttribute("aria-label", `Source ${form.querySelectorAll("[name=reference]").length + 1}`);
  one("fieldset").append(input);
}

const referenceLines = () => [...form.querySelectorAll("[name=reference]")].map(({ value }) => value);

function makeDialog() {
  dialog = document.createElement("dialog");
  dialog.className = "suggest";
  dialog.setAttribute("aria-labelledby", "suggest-title");
  dialog.lang = "en";
  dialog.innerHTML = FIELDS;
  document.body.append(dialog);
  form = one("form");
  addOptions(form.elements.kind, Object.entries(site.kinds));
  addOptions(form.elements.claim, Object.entries(site.claims));
  addOptions(form.elements.event, Object.entries(site.events));
  addOptions(
    form.elements.stance,
    site.stances.map((stance) => [stance, `${stance} it`]),
  );
  addOptions(one("datalist"), Object.entries(site.references));
  form.elements.kind.value = "context";
  form.addEventListener("input", show);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
  one("[data-way=copy]").onclick = copy;
}

/** Finds the quotation's place, and what it needs to be found there again. */
function quoteOf(chosen) {
  const { text } = words;
  const found = places(text, chosen);
  if (!found.length) return null;
  const whole = found.filter((span) => isWhole(text, span));
  if (!whole.length) return { whole: text.slice(...toWords(text, nearest(found, start))) };
  const span = nearest(whole, start);
  const context = toldApart(words, span);
  const onComment = words.comments.some(([first, last]) => span[0] < last && first < span[1]);
  return { exact: text.slice(...span), ...context, alike: !context, onComment };
}

function draftOf() {
  const draft = Object.fromEntries(new FormData(form));
  return { ...draft, references: referenceLines(), quote: quoteOf(draft.words) };
}

function recall() {
  try {
    return JSON.parse(localStorage[KEY]);
  } catch {
    return null;
  }
}

function remember(draft) {
  try {
    localStorage[KEY] = JSON.stringify({ ...draft, start });
  } catch {
    // storage may be full or forbidden: the draft then lasts for this page
  }
}

function showWay(name, { address, off }) {
  const link = one(`[data-way=${name}]`);
  if (off) link.removeAttribute("href");
  else link.href = address;
  link.toggleAttribute("data-off", Boolean(off));
  if (off) link.setAttribute("aria-disabled", "true");
  else link.removeAttribute("aria-disabled");
  link.role = off ? "link" : null;
  link.nextElementSibling.textContent = off;
}

/** Shows the file, what `check` would say of it, and the ways out, after each change; keeps the draft. */
function show() {
  if (referenceLines().at(-1)) addReference();
  const draft = draftOf();
  remember(draft);
  const id = idOf(draft.title, site.ids);
  const yaml = draft.quote?.exact ? toYaml(draft, id, today) : "";
  const said = problems(draft, site);
  const list = said.length ? said : ["Nothing to complain of."];
  one(".suggest-problems").replaceChildren(
    ...list.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
  );
  one("pre").textContent = yaml;
  const { prefix, suffix } = draft.quote ?? {};
  const around = [prefix && `after “${prefix}”`, suffix && `before “${suffix}”`].filter(Boolean).join(", ");
  one(".suggest-context").textContent =
    around && `These words stand several times; meant are those ${around}.`;
  const ways = waysOut(draft, site, article, id, yaml);
  showWay("issue", ways.issue);
  showWay("file", ways.file);
  const save = one("[data-way=save]");
  if (save.href) URL.revokeObjectURL(save.href);
  save.href = URL.createObjectURL(new Blob([yaml], { type: "application/yaml" }));
  save.download = `${id}.yml`;
}

async function copy() {
  const status = one(".suggest-ways [role=status]");
  try {
    await navigator.clipboard.writeText(one("pre").textContent);
    status.textContent = "Copied";
  } catch {
    one(".suggest-file").open = true;
    getSelection().selectAllChildren(one("pre"));
    status.textContent = "Selected: copy it by hand";
  }
}

function fill(draft) {
  for (const [name, value] of Object.entries(draft)) {
    const field = form.elements.namedItem(name);
    if (field && "value" in field && typeof value === "string") field.value = value;
  }
  for (const input of form.querySelectorAll("[name=reference]")) input.remove();
  for (const line of draft.references?.filter(Boolean) ?? []) addReference(line);
  addReference();
}

/** Loads what is needed, once. */
async function ready() {
  if (site) return;
  const [text, shared] = await loading;
  words = readText(text.blocks);
  site = shared;
  makeDialog();
}

/** Opens the dialog on words of the text; all else is as the draft left it. */
async function open(chosen, at) {
  const draft = recall() ?? {};
  start = at ?? draft.start ?? 0;
  await ready();
  fill({ ...draft, words: chosen ?? draft.words ?? "" });
  show();
  dialog.showModal();
  form.elements.title.focus();
}

// A block's own words: text, without the numbers of the notes.

function textNodes(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".ref") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

/** Gives where in a block's words a range begins and ends; nothing where it holds none of them. */
function within(block, range) {
  let before = 0;
  let span;
  for (const node of textNodes(block)) {
    if (range.intersectsNode(node)) {
      const first = node === range.startContainer ? range.startOffset : 0;
      const last = node === range.endContainer ? range.endOffset : node.length;
      if (first < last) span = [span?.[0] ?? before + first, before + last];
    }
    before += node.length;
  }
  return span;
}

const startOf = (block) => words.starts.get(Number(block.id.slice(1)));

/** Gives the span of the text that is selected, in whole words; nothing where none is. */
function selected() {
  const chosen = getSelection();
  if (chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  let span;
  for (const block of reader.querySelectorAll(".block")) {
    const part = range.intersectsNode(block) && within(block, range);
    if (part) span = [span?.[0] ?? startOf(block) + part[0], startOf(block) + part[1]];
  }
  return span && toWords(words.text, span);
}

/** Suggests a note on the words selected. */
export async function suggest() {
  const range = getSelection().rangeCount && getSelection().getRangeAt(0).cloneRange();
  await ready();
  if (range) {
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  const span = selected();
  if (!span) return;
  pick.hidden = true;
  open(words.text.slice(...span), span[0]);
}

function blockButton(block) {
  const button = document.createElement("button");
  const text = words.text.slice(startOf(block));
  Object.assign(button, {
    type: "button",
    className: "suggest-block",
    textContent: "Suggest a note",
    lang: "en",
    dir: "ltr",
  });
  button.setAttribute("aria-label", `Suggest a note on: ${text.split("\n")[0].trim().slice(0, 60)}`);
  const whole =
    block.textContent &&
    textNodes(block)
      .map((node) => node.data)
      .join("");
  button.onclick = () => open(whole.trim(), startOf(block) + whole.length - whole.trimStart().length);
  return button;
}

/** Gives every block a button of its own, or takes them away; offers to go on with a draft. */
export async function mode() {
  const on = modeButton.getAttribute("aria-pressed") !== "true";
  await ready();
  modeButton.setAttribute("aria-pressed", on);
  for (const button of document.querySelectorAll(".suggest-block")) button.remove();
  if (!on) return;
  for (const block of reader.querySelectorAll(".block:not(.block--comment)")) block.after(blockButton(block));
  if (!recall()) return;
  const again = document.createElement("button");
  Object.assign(again, { type: "button", className: "suggest-block", textContent: "Continue your draft" });
  again.onclick = () => open();
  modeButton.after(again);
}
